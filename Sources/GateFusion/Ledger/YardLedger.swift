import GateDomain

/// Who came in and went out, in event time: what rules ask about the past of a vehicle's parts.
///
/// Every question is about what was before a passage in the order (decided, id), so that judging a recording again over a database that
/// holds it already gives the same verdicts.
struct YardLedger {
    enum Part: Hashable { case tractor, trailer, container, declaration, seal, driver }

    struct Entry {
        var id: String
        var decided: Instant
        var arrived: Instant
        var place: LanePlace
        var direction: LaneDirection
        var tractor: String?
        var trailer: String?
        var containers: [String]
        var declaration: String?
        var seals: [String] = []
        var driver: String?
        var weighing: Verdict.Weighing?
        var channel = Channel.green

        init(_ passage: Passage, _ verdict: Verdict) {
            id = passage.id
            decided = passage.decided
            arrived = passage.arrived
            place = passage.place
            direction = passage.direction
            tractor = verdict.tractorPlate
            trailer = verdict.trailerPlate
            containers = verdict.containers
            declaration = verdict.declaration
            weighing = verdict.weighing
            channel = verdict.channel
            for event in passage.readings {
                switch event.reading {
                case .seal(_, let number, _): if let number { seals.append(number) }
                case .driver(let number): driver = number
                default: break
                }
            }
        }

        /// Texts under which a part of it is found; plates and numbers by look-alikes, the rest as written.
        func texts(_ part: Part) -> [String] {
            switch part {
            case .tractor: [tractor].compactMap { $0 }
            case .trailer: [trailer].compactMap { $0 }
            case .container: containers
            case .declaration: [declaration].compactMap { $0 }
            case .seal: seals
            case .driver: [driver].compactMap { $0 }
            }
        }
    }

    private struct Key: Hashable {
        var part: Part
        var text: String
    }

    private var entries: [String: Entry] = [:]
    /// Ids by part and folded text, by (decided, id).
    private var moments: [Key: [(decided: Instant, id: String)]] = [:]
    /// Every id, by (decided, id).
    private var order: [(decided: Instant, id: String)] = []
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
        if let known = entries[entry.id] {
            forget(known)
            order.removeAll { $0.id == entry.id }
        }
        entries[entry.id] = entry
        for key in keys(of: entry) {
            var list = moments[key] ?? []
            Self.insert((entry.decided, entry.id), into: &list)
            moments[key] = list
        }
        Self.insert((entry.decided, entry.id), into: &order)
        newest = max(newest, entry.decided)
        sincePruned += 1
        if sincePruned >= 4096 { prune() }
    }

    /// The last movement of a part before a passage; look-alikes within one character count as the same text.
    func last(_ part: Part, _ text: String, before passage: Passage) -> Entry? {
        movements(part, text, before: passage, atMost: 1).first
    }

    /// Movements of a part before a passage, the last first.
    func movements(_ part: Part, _ text: String, before passage: Passage, atMost limit: Int = 1000) -> [Entry] {
        let list = moments[key(part, text)] ?? []
        let horizon = passage.decided.advanced(bySeconds: -retention)
        var found: [Entry] = []
        for moment in list.reversed() where (moment.decided, moment.id) < (passage.decided, passage.id) {
            guard found.count < limit, moment.decided >= horizon, let entry = entries[moment.id] else { break }
            if entry.texts(part).contains(where: { isSame(part, $0, text) }) { found.append(entry) }
        }
        return found
    }

    /// Passages of one direction decided in the seconds before one, and how many of them were sent to an officer.
    func selected(before passage: Passage, within seconds: Double) -> (all: Int, selected: Int) {
        let horizon = passage.decided.advanced(bySeconds: -seconds)
        var result = (all: 0, selected: 0)
        for moment in order.reversed() where (moment.decided, moment.id) < (passage.decided, passage.id) {
            guard moment.decided >= horizon, let entry = entries[moment.id] else { break }
            guard entry.place.gate == passage.place.gate, entry.direction == passage.direction else { continue }
            result.all += 1
            if entry.channel == .yellow || entry.channel == .red { result.selected += 1 }
        }
        return result
    }

    private func isSame(_ part: Part, _ a: String, _ b: String) -> Bool {
        switch part {
        case .tractor, .trailer, .container: matrix.resemblance(a, b).isWithinOneConfusion
        case .declaration, .seal, .driver: a == b
        }
    }

    private func key(_ part: Part, _ text: String) -> Key {
        switch part {
        case .tractor, .trailer, .container: Key(part: part, text: matrix.folded(text))
        case .declaration, .seal, .driver: Key(part: part, text: text)
        }
    }

    private func keys(of entry: Entry) -> Set<Key> {
        let parts: [Part] = [.tractor, .trailer, .container, .declaration, .seal, .driver]
        return Set(parts.flatMap { part in entry.texts(part).map { key(part, $0) } })
    }

    private typealias Moment = (decided: Instant, id: String)

    private static func insert(_ moment: Moment, into list: inout [Moment]) {
        let place = list.lastIndex { ($0.decided, $0.id) < (moment.decided, moment.id) }.map { $0 + 1 } ?? 0
        list.insert(moment, at: place)
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
        order.removeAll { $0.decided < horizon }
    }
}
