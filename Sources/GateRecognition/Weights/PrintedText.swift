import GateDomain

/// What a line of a weight table says: a label, weights, or both. Pure, and indulgent to a reader's confusions.
struct PrintedText: Hashable {
    enum Unit: Hashable {
        case kilograms, pounds, unknown
    }

    enum Label: Hashable {
        case maxGross, tare, net, capacity
    }

    struct Figure: Hashable {
        var value: Int
        var unit: Unit
        /// Characters that were taken for others to read it so; a missing unit counts as one.
        var doubt: Int
    }

    /// Every way to read a weight in it, in reading order.
    var figures: [Figure] = []
    var label: Label?
    /// The line is a unit and nothing else: its figure stands apart.
    var loneUnit: Unit?

    /// Lines of a weight table are shorter.
    private static let longest = 60
    /// Characters taken for others in one figure and its unit.
    private static let mostDoubt = 3

    init(_ text: String) {
        let ascii = text.uppercased().utf8.filter { Self.isLetter($0) || Self.isDigit($0) }
        let characters = Array(ascii.prefix(Self.longest))
        // The line next to the table's is the size/type code: 22G1 is not 2,261.
        let isCode = SizeTypeCode(String(decoding: characters, as: UTF8.self))?.typeLetter != nil
        figures = isCode ? [] : Self.figures(characters)
        let isUnit = (2...4).contains(characters.count)
        switch isUnit ? Self.unit(characters[...]) : nil {
        case .weight(let unit, let doubt)? where doubt == 0: loneUnit = unit
        default: label = Self.label(characters.map(Self.asLetter))
        }
    }

    /// Weights have four or five digits whether a point, a comma or a space stands in them.
    private static func figures(_ characters: [UInt8]) -> [Figure] {
        var found: [Figure] = []
        for start in characters.indices where start == 0 || !isDigit(characters[start - 1]) {
            for length in [5, 4] where start + length <= characters.count {
                let part = characters[start..<start + length]
                let digits = part.compactMap(asDigit)
                let real = part.count(where: isDigit)
                guard digits.count == length, real >= 3, let first = digits.first, first > 0 else { continue }
                let rest = characters[(start + length)...]
                let value = digits.reduce(0) { $0 * 10 + $1 }
                var figure = Figure(value: value, unit: .unknown, doubt: length - real)
                switch unit(rest) {
                case .weight(let unit, let doubt): (figure.unit, figure.doubt) = (unit, figure.doubt + doubt)
                case .volume: continue
                case nil:
                    // More digits: a part of a longer number, such as the container's.
                    if let next = rest.first, asDigit(next) != nil { continue }
                    figure.doubt += rest.isEmpty ? 1 : 2
                }
                if figure.doubt <= mostDoubt { found.append(figure) }
            }
        }
        return found
    }

    private enum Measure {
        case weight(Unit, doubt: Int)
        case volume
    }

    private static let (kilograms, pounds) = (Array("KGS".utf8), Array("LBS".utf8))
    private static let volumes = ["CUM", "CUF", "CBM"].map { Array($0.utf8) }

    /// The unit that the characters begin with.
    private static func unit(_ rest: ArraySlice<UInt8>) -> Measure? {
        let start = rest.prefix(3).map(asLetter)
        guard let first = start.first else { return nil }
        func differing(_ unit: [UInt8]) -> Int {
            // The S is often not painted, or runs into the door's edge.
            let compared = zip(start, unit).prefix(start.count < 3 ? start.count : 3)
            return compared.count(where: !=) + (start.count < 2 ? 1 : 0)
        }
        if volumes.contains(where: { differing($0) == 0 || (start.count == 3 && differing($0) == 1) }) {
            return .volume
        }
        let (k, l) = (differing(kilograms), differing(pounds))
        let isPlainKilograms = start.count >= 2 && start.starts(with: kilograms.prefix(2))
        let isPlainPounds = start.count >= 2 && start.starts(with: pounds.prefix(2))
        if isPlainKilograms || k == 0 { return .weight(.kilograms, doubt: start.count < 2 ? 1 : 0) }
        if isPlainPounds || l == 0 { return .weight(.pounds, doubt: start.count < 2 ? 1 : 0) }
        if first == kilograms[0], k < l, k <= 1 { return .weight(.kilograms, doubt: 1) }
        if k <= 1, k < l { return .weight(.kilograms, doubt: 1) }
        if l <= 1, l < k { return .weight(.pounds, doubt: 1) }
        return nil
    }

    private static let words: [(label: Label, text: String)] = [
        (.maxGross, "MAXGROSS"), (.maxGross, "GROSSWT"), (.maxGross, "MAXGR"), (.maxGross, "MAXWT"), (.maxGross, "MGW"),
        (.maxGross, "GROSS"), (.tare, "TARE"), (.tare, "TAREWT"), (.net, "PAYLOAD"), (.net, "MAXCARGO"),
        (.net, "CARGO"),
        (.net, "CAPWT"), (.net, "NET"), (.capacity, "CUCAP"), (.capacity, "CUBCAP"), (.capacity, "CUBE"),
    ]
    private static let labels = words.map { (label: $0.label, word: Array($0.text.utf8)) }

    /// The label that is most alike; nil when none is.
    private static func label(_ letters: [UInt8]) -> Label? {
        var best: (label: Label, likeness: Int)?
        for (label, word) in labels {
            let distance = leastDistance(of: word, within: letters)
            guard distance <= (word.count >= 7 ? 2 : word.count >= 4 ? 1 : 0) else { continue }
            let likeness = word.count - 3 * distance
            if best.map({ likeness > $0.likeness }) ?? true { best = (label, likeness) }
        }
        return best?.label
    }

    /// Edits that turn `word` into some part of `text` (Sellers 1980).
    private static func leastDistance(of word: [UInt8], within text: [UInt8]) -> Int {
        var row = [Int](repeating: 0, count: text.count + 1)
        for (index, character) in word.enumerated() {
            var next = [index + 1]
            for (column, other) in text.enumerated() {
                next.append(min(row[column] + (character == other ? 0 : 1), row[column + 1] + 1, next[column] + 1))
            }
            row = next
        }
        return row.min() ?? word.count
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
    private static func isLetter(_ byte: UInt8) -> Bool { (65...90).contains(byte) }

    private static let digitLikes: [UInt8: Int] = Dictionary(
        uniqueKeysWithValues: zip("ODQUILJTZASGBP".utf8, [0, 0, 0, 0, 1, 1, 1, 7, 2, 4, 5, 6, 8, 9]))
    private static func asDigit(_ byte: UInt8) -> Int? { isDigit(byte) ? Int(byte) - 48 : digitLikes[byte] }

    private static let letterLikes: [UInt8: UInt8] = Dictionary(
        uniqueKeysWithValues: zip("0156849".utf8, "OLSGBAG".utf8))
    private static func asLetter(_ byte: UInt8) -> UInt8 { letterLikes[byte] ?? byte }
}
