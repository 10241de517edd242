/// Header fields in the order in which they came; names in lower case.
public struct HeaderFields: Sendable, Hashable {
    public private(set) var fields: [(name: String, value: String)] = []

    public init() {}

    public init(_ fields: [(name: String, value: String)]) {
        self.fields = fields.map { (name: $0.name.lowercased(), value: $0.value) }
    }

    /// The first of this name, in lower case.
    public subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

    public func all(_ name: String) -> [String] { fields.lazy.filter { $0.name == name }.map(\.value) }

    public mutating func add(_ name: String, _ value: String) { fields.append((name: name.lowercased(), value: value)) }

    /// Puts one value in the place of all of this name.
    public mutating func set(_ name: String, _ value: String) {
        fields.removeAll { $0.name == name.lowercased() }
        add(name, value)
    }

    public static func == (a: HeaderFields, b: HeaderFields) -> Bool {
        a.fields.elementsEqual(b.fields) { $0.name == $1.name && $0.value == $1.value }
    }

    public func hash(into hasher: inout Hasher) {
        for field in fields {
            hasher.combine(field.name)
            hasher.combine(field.value)
        }
    }
}
