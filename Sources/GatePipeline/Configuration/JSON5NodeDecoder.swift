/// One node as a `Decoder`; marks the keys that are asked for.
struct JSON5NodeDecoder: Decoder {
    let node: JSON5Node
    let codingPath: [any CodingKey]
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    init(_ node: JSON5Node, at codingPath: [any CodingKey]) {
        self.node = node
        self.codingPath = codingPath
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard case .object = node.value else { throw mismatch("an object { … }") }
        if node.asked == nil { node.asked = [] }
        return KeyedDecodingContainer(JSON5KeyedContainer<Key>(decoder: self))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard case .array(let elements) = node.value else { throw mismatch("a list [ … ]") }
        return JSON5ListContainer(decoder: self, elements: elements)
    }

    func singleValueContainer() throws -> any SingleValueDecodingContainer { self }

    /// `T` of this node; a word that is none of a type's cases is answered with those that are.
    func decoded<T: Decodable>(_ type: T.Type) throws -> T {
        if case .string(let word) = node.value, let cases = type as? any CaseIterable.Type {
            let allowed = Self.words(cases)
            guard allowed.contains(word) else {
                throw ConfigurationValueError(
                    codingPath,
                    "\"\(word.prefix(40))\" is not one of \(allowed.joined(separator: ", "))"
                        + (NearestWord.to(word, among: allowed).map { "; did you mean \"\($0)\"?" } ?? ""))
            }
        }
        return try T(from: self)
    }

    private static func words<C: CaseIterable>(_ type: C.Type) -> [String] {
        C.allCases.map { "\(($0 as? any RawRepresentable)?.rawValue ?? $0)" }
    }

    func mismatch(_ expected: String) -> ConfigurationValueError {
        ConfigurationValueError(codingPath, "\(expected) belongs here, not \(node.value.word)")
    }

    func child(_ node: JSON5Node, _ key: any CodingKey) -> JSON5NodeDecoder {
        JSON5NodeDecoder(node, at: codingPath + [key])
    }
}

extension JSON5NodeDecoder: SingleValueDecodingContainer {
    func decodeNil() -> Bool { if case .null = node.value { true } else { false } }

    func decode(_ type: Bool.Type) throws -> Bool {
        guard case .bool(let value) = node.value else { throw mismatch("true or false") }
        return value
    }

    func decode(_ type: String.Type) throws -> String {
        guard case .string(let value) = node.value else { throw mismatch("a text in quotes") }
        return value
    }

    func decode(_ type: Double.Type) throws -> Double {
        guard case .number(_, let value) = node.value else { throw mismatch("a number") }
        return value
    }

    func decode(_ type: Float.Type) throws -> Float { Float(try decode(Double.self)) }

    private func whole<T: FixedWidthInteger>(_ type: T.Type) throws -> T {
        guard case .number(let text, let value) = node.value else { throw mismatch("a whole number") }
        // Whole numbers beyond 2^53 are exact as text only.
        guard let number = T(text) ?? T(exactly: value) else {
            throw ConfigurationValueError(codingPath, "a whole number from \(T.min) to \(T.max) belongs here")
        }
        return number
    }

    func decode(_ type: Int.Type) throws -> Int { try whole(type) }
    func decode(_ type: Int8.Type) throws -> Int8 { try whole(type) }
    func decode(_ type: Int16.Type) throws -> Int16 { try whole(type) }
    func decode(_ type: Int32.Type) throws -> Int32 { try whole(type) }
    func decode(_ type: Int64.Type) throws -> Int64 { try whole(type) }
    func decode(_ type: UInt.Type) throws -> UInt { try whole(type) }
    func decode(_ type: UInt8.Type) throws -> UInt8 { try whole(type) }
    func decode(_ type: UInt16.Type) throws -> UInt16 { try whole(type) }
    func decode(_ type: UInt32.Type) throws -> UInt32 { try whole(type) }
    func decode(_ type: UInt64.Type) throws -> UInt64 { try whole(type) }
    func decode<T: Decodable>(_ type: T.Type) throws -> T { try decoded(type) }
}

private struct JSON5KeyedContainer<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let decoder: JSON5NodeDecoder
    var codingPath: [any CodingKey] { decoder.codingPath }

    var allKeys: [Key] {
        guard case .object(let members) = decoder.node.value else { return [] }
        return members.compactMap { Key(stringValue: $0.key) }
    }

    func contains(_ key: Key) -> Bool {
        decoder.node.asked?.insert(key.stringValue)
        return decoder.node.member(key.stringValue) != nil
    }

    private func child(_ key: Key) throws -> JSON5NodeDecoder {
        guard contains(key), let member = decoder.node.member(key.stringValue) else {
            throw DecodingError.keyNotFound(
                key, DecodingError.Context(codingPath: codingPath, debugDescription: "missing"))
        }
        return decoder.child(member.value, key)
    }

    func decodeNil(forKey key: Key) throws -> Bool { try child(key).decodeNil() }
    func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T { try child(key).decoded(type) }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) throws
        -> KeyedDecodingContainer<Nested>
    {
        try child(key).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try child(key).unkeyedContainer()
    }

    func superDecoder() throws -> any Decoder { decoder }
    func superDecoder(forKey key: Key) throws -> any Decoder { try child(key) }
}

private struct JSON5ListContainer: UnkeyedDecodingContainer {
    let decoder: JSON5NodeDecoder
    let elements: [JSON5Node]
    private(set) var currentIndex = 0

    init(decoder: JSON5NodeDecoder, elements: [JSON5Node]) {
        self.decoder = decoder
        self.elements = elements
    }

    private struct Index: CodingKey {
        let number: Int
        init(_ number: Int) { self.number = number }
        init?(intValue: Int) { number = intValue }
        init?(stringValue: String) { return nil }
        var intValue: Int? { number }
        var stringValue: String { String(number) }
    }

    var codingPath: [any CodingKey] { decoder.codingPath }
    var count: Int? { elements.count }
    var isAtEnd: Bool { currentIndex >= elements.count }

    private mutating func next() throws -> JSON5NodeDecoder {
        guard !isAtEnd else {
            throw ConfigurationValueError(codingPath, "\(elements.count) elements are too few here")
        }
        defer { currentIndex += 1 }
        return decoder.child(elements[currentIndex], Index(currentIndex))
    }

    mutating func decodeNil() throws -> Bool {
        guard !isAtEnd, case .null = elements[currentIndex].value else { return false }
        currentIndex += 1
        return true
    }

    mutating func decode<T: Decodable>(_ type: T.Type) throws -> T { try next().decoded(type) }

    mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) throws -> KeyedDecodingContainer<Nested>
    {
        try next().container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { try next().unkeyedContainer() }
    mutating func superDecoder() throws -> any Decoder { try next() }
}
