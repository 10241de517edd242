import GateDomain

/// How easily one character is taken for another, as data: pairs with the probability that a reader gives one for the other.
///
/// Defaults from what is known of plates and containers (repair tables, failure classes of readers); a measured one replaces them.
public struct ConfusionMatrix: Codable, Hashable, Sendable {
    /// Two characters that are taken for each other, in both directions.
    public struct Pair: Codable, Hashable, Sendable {
        public var a: String
        public var b: String
        /// Probability that one is read where the other stands, 0…1.
        public var probability: Double

        public init(_ a: String, _ b: String, _ probability: Double) {
            self.a = a
            self.b = b
            self.probability = probability
        }
    }

    public let pairs: [Pair]
    /// Of any Chinese character for another: provinces are what readers of Chinese plates miss most.
    public let hanzi: Double
    /// Of any other substitution.
    public let floor: Double
    private let table: [UInt64: Double]
    private let folds: [Character: Character]

    public init(pairs: [Pair], hanzi: Double = 0.02, floor: Double = 0.000_5) {
        self.pairs = pairs
        self.hanzi = hanzi
        self.floor = floor
        var table: [UInt64: Double] = [:]
        var groups: [[Character]] = []
        for pair in pairs {
            guard let a = pair.a.first, let b = pair.b.first else { continue }
            table[Self.key(a, b)] = pair.probability
            table[Self.key(b, a)] = pair.probability
            let touched = groups.filter { $0.contains(a) || $0.contains(b) }.flatMap { $0 }
            groups.removeAll { $0.contains(a) || $0.contains(b) }
            groups.append(Set(touched + [a, b]).sorted())
        }
        self.table = table
        var folds: [Character: Character] = [:]
        for group in groups { for character in group { folds[character] = group.first } }
        self.folds = folds
    }

    private enum CodingKeys: String, CodingKey { case pairs, hanzi, floor }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            pairs: try container.decode([Pair].self, forKey: .pairs),
            hanzi: try container.decodeIfPresent(Double.self, forKey: .hanzi) ?? 0.02,
            floor: try container.decodeIfPresent(Double.self, forKey: .floor) ?? 0.000_5)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(pairs, forKey: .pairs)
        try container.encode(hanzi, forKey: .hanzi)
        try container.encode(floor, forKey: .floor)
    }

    /// Probability that `read` is given where `written` stands, for two different characters.
    public func probability(of read: Character, for written: Character) -> Double {
        if let known = table[Self.key(read, written)] { return known }
        if Self.bare(written) == Self.bare(read) { return 0.3 }
        return Self.isHanzi(read) && Self.isHanzi(written) ? hanzi : floor
    }

    /// Whether the two differ and are readily taken for each other.
    public func areConfusable(_ a: Character, _ b: Character) -> Bool {
        a != b
            && (table[Self.key(a, b)] != nil || (Self.isHanzi(a) && Self.isHanzi(b)) || Self.bare(a) == Self.bare(b))
    }

    /// The same text for all texts that differ by confusable characters alone (and for some more): a key of look-up tables.
    public func folded(_ text: some StringProtocol) -> String {
        var result = ""
        for character in text {
            let bare = Self.bare(character)
            result.append(Self.isHanzi(bare) ? "字" : folds[bare] ?? bare)
        }
        return result
    }

    /// What `folded` depends on: each look-alike with the character that stands for it, `8B`; `init(folding:)` makes it again.
    public var folding: [String] { folds.map { "\($0.key)\($0.value)" }.sorted() }

    /// A matrix that folds like another one.
    public init(folding: [String]) {
        self.init(
            pairs: folding.compactMap { pair in pair.first.map { Pair(String($0), String(pair.dropFirst()), 0) } })
    }

    /// A letter without its marks: readers know no umlauts.
    private static func bare(_ character: Character) -> Character {
        character.isASCII ? character : marked[character] ?? character
    }

    private static let marked: [Character: Character] = Dictionary(
        zip(
            "ÄÁÀÂÃÅĄĂÖÓÒÔÕŐØÜÚÙÛŰŮËÉÈÊĘĚÍÌÎÏČĆÇĎŁĽĹŇŃÑŘŔŠŚŞȘŤŢȚÝŽŹŻ",
            "AAAAAAAAOOOOOOOUUUUUUEEEEEEIIIICCCDLLLNNNRRSSSSTTTYZZZ"
        )
        .map { ($0, $1) }, uniquingKeysWith: { first, _ in first })

    static func isHanzi(_ character: Character) -> Bool {
        guard let scalar = character.unicodeScalars.first else { return false }
        return (0x4E00...0x9FFF).contains(scalar.value)
    }

    private static func key(_ a: Character, _ b: Character) -> UInt64 {
        let (x, y) = (a.unicodeScalars.first?.value ?? 0, b.unicodeScalars.first?.value ?? 0)
        return UInt64(x) << 32 | UInt64(y)
    }

    /// Look-alikes of Latin letters and digits.
    public static let standard = ConfusionMatrix(
        pairs: [("0DOQ", 0.03), ("17IL", 0.03), ("1J", 0.01), ("5S", 0.03), ("2Z", 0.03), ("6G", 0.03), ("8B", 0.03)]
            .flatMap(Self.all)
            + [("4A", 0.02), ("7T", 0.01), ("UV", 0.03), ("HNM", 0.03), ("MW", 0.02), ("CG", 0.02)].flatMap(Self.all))

    private static func all(of group: String, _ probability: Double) -> [Pair] {
        let members = Array(group)
        return members.indices.flatMap { i in
            members[(i + 1)...].map { Pair(String(members[i]), String($0), probability) }
        }
    }
}
