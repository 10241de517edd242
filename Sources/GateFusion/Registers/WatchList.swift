/// Plates, boxes, persons and firms that an agency looks for.
public struct WatchList: Sendable {
    public enum Kind: String, Codable, Sendable, CaseIterable { case plate, container, person, firm }

    public struct Entry: Hashable, Codable, Sendable {
        public var kind: Kind
        public var text: String
        /// 4 block, 3 red.
        public var severity: Int
        /// Who looks for it and why; for officers.
        public var note: String?

        public init(kind: Kind, text: String, severity: Int = 3, note: String? = nil) {
            self.kind = kind
            self.text = text
            self.severity = severity
            self.note = note
        }
    }

    private struct Key: Hashable {
        var kind: Kind
        var text: String
    }

    private var entries: [Key: [Entry]] = [:]
    public let count: Int

    public init(_ list: [Entry]) {
        count = list.count
        for entry in list { entries[Key(kind: entry.kind, text: Self.key(entry)), default: []].append(entry) }
    }

    /// With further entries.
    public func adding(_ more: [Entry]) -> WatchList { WatchList(entries.values.flatMap { $0 } + more) }

    /// Entries that a read may be of: itself, or one look-alike apart. `isExact` is false for the latter.
    func matches(_ kind: Kind, _ text: String, matrix: ConfusionMatrix) -> [(entry: Entry, isExact: Bool)] {
        let wanted = Registers.key(text)
        switch kind {
        case .person, .firm:
            return (entries[Key(kind: kind, text: wanted)] ?? []).map { ($0, true) }
        case .plate, .container:
            return (entries[Key(kind: kind, text: matrix.folded(wanted))] ?? []).compactMap { entry in
                switch matrix.resemblance(wanted, Registers.key(entry.text)) {
                case .equal: (entry, true)
                case .confusable(1): (entry, false)
                default: nil
                }
            }
        }
    }

    private static func key(_ entry: Entry) -> String {
        let key = Registers.key(entry.text)
        return entry.kind == .person || entry.kind == .firm ? key : ConfusionMatrix.standard.folded(key)
    }
}
