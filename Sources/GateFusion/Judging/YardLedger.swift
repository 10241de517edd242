import GateDomain

/// Who came in and went out, in event time: what rules ask about the past of a vehicle's parts.
///
/// Every question is about what was before a passage in the order (decided, id), so that judging a recording again over a database that
/// holds it already gives the same verdicts.
struct YardLedger {
    enum Part: Hashable { case tractor, trailer, container }

    struct Entry {
        var id: String
        var decided: Instant
        var arrived: Instant
        var place: LanePlace
        var direction: LaneDirection
        var tractor: String?
        var trailer: String?
        var containers: [String]
    }

    private struct Key: Hashable {
        var part: Part
        var text: String
    }

    private var entries: [String: Entry] = [:]
    /// Ids by part and folded text, by (decided, id).
    private var moments: [Key: [(decided: Instant, id: String)]] = [:]
    private var newest = Instant.distantPast
    private var sincePruned = 0
    let retention: Double
    let matrix: ConfusionMatrix

    /// - Parameter retention: seconds that are remembered.
    init(retention: Double, matrix: ConfusionMatrix) {
        self.retention = retention
        self.matrix = matrix
    }

    var count: Int { entries.count }

    mutating func remember(_ entry: Entry) {
        if let known = entries[entry.id] { forget(known) }
        entries[entry.id] = entry
        for key in keys(of: entry) {
            var list = moments[key] ?? []
            let place = list.lastIndex { ($0.decided, $0.id) < (entry.decided, entry.id) }.map { $0 + 1 } ?? 0
            list.insert((entry.decided, entry.id), at: place)
            moments[key] = list
        }
        newest = max(newest, entry.decided)
        sincePruned += 1
        if sincePruned >= 4096 { prune() }
    }

    /// The last movement of a part before a passage; look-alikes within one character count as the same text.
    func last(_ part: Part, _ text: String, before passage: Passage, matrix: ConfusionMatrix) -> Entry? {
        let list = moments[Key(part: part, text: matrix.folded(text))] ?? []
        let horizon = passage.decided.advanced(bySeconds: -retention)
        for moment in list.reversed() where (moment.decided, moment.id) < (passage.decided, passage.id) {
            guard moment.decided >= horizon, let entry = entries[moment.id] else { return nil }
            let texts =
                switch part {
                case .tractor: [entry.tractor].compactMap { $0 }
                case .trailer: [entry.trailer].compactMap { $0 }
                case .container: entry.containers
                }
            if texts.contains(where: { matrix.resemblance($0, text).isWithinOneConfusion }) { return entry }
        }
        return nil
    }

    private func keys(of entry: Entry) -> Set<Key> {
        var keys = Set(entry.containers.map { Key(part: .container, text: matrix.folded($0)) })
        if let tractor = entry.tractor { keys.insert(Key(part: .tractor, text: matrix.folded(tractor))) }
        if let trailer = entry.trailer { keys.insert(Key(part: .trailer, text: matrix.folded(trailer))) }
        return keys
    }

    private mutating func forget(_ entry: Entry) {
        entries[entry.id] = nil
        for key in keys(of: entry) {
            moments[key]?.removeAll { $0.id == entry.id }
            if moments[key]?.isEmpty == true { moments[key] = nil }
        }
    }

    private mutating func prune() {
        sincePruned = 0
        let horizon = newest.advanced(bySeconds: -2 * retention)
        for entry in entries.values.filter({ $0.decided < horizon }) { forget(entry) }
    }
}
