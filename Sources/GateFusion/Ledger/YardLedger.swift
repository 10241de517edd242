import GateDomain

/// Who came in and went out, in event time: what rules ask about the past of a vehicle's parts.
///
/// Every question is about what was before a passage in the order (decided, id), so that judging a recording again over a database that
/// holds it already gives the same verdicts.
struct YardLedger {
    private var entries: [String: YardMovement] = [:]
    /// Ids by part and folded text, by (decided, id).
    private var moments: [YardMovement.Key: [(decided: Instant, id: String)]] = [:]
    private var decisions = DecisionLog()
    private var newest = Instant.distantPast
    private var sincePruned = 0
    let retention: Double
    let matrix: ConfusionMatrix
    let archive: (any Archive)?

    /// With an archive, the movements that memory keeps: more than can wait for a disk that is full (`PatientStore`).
    private static let held = 16_384

    /// - Parameters:
    ///   - retention: seconds that are remembered.
    ///   - archive: knows all that memory does not hold; what both know is as memory has it.
    init(retention: Double, matrix: ConfusionMatrix, archive: (any Archive)? = nil) {
        self.retention = retention
        self.matrix = matrix
        self.archive = archive
    }

    var count: Int { entries.count }

    mutating func remember(_ movement: YardMovement) {
        if let known = entries[movement.id] { forget(known) }
        entries[movement.id] = movement
        for key in movement.keys(matrix) {
            var list = moments[key] ?? []
            Self.insert((movement.decided, movement.id), into: &list)
            moments[key] = list
        }
        decisions.add(Decision(movement))
        newest = max(newest, movement.decided)
        sincePruned += 1
        if sincePruned >= 4096 { prune() }
    }

    /// Movements of a part before a passage, the last first; look-alikes within one character count as the same text.
    /// - Parameter seconds: how far to look back, if that is further than is remembered otherwise.
    func movements(
        _ part: YardMovement.Part, _ text: String, before passage: Passage, atMost limit: Int,
        within seconds: Double = 0
    ) -> [YardMovement] {
        let key = part.key(text, matrix)
        let horizon =
            part.isForgotten ? passage.decided.advanced(bySeconds: -max(retention, seconds)) : .distantPast
        func counts(_ movement: YardMovement) -> Bool {
            (movement.decided, movement.id) < (passage.decided, passage.id)
                && movement.texts(part).contains { part.isSame($0, text, matrix) }
        }
        var found: [YardMovement] = []
        for moment in (moments[key] ?? []).reversed() {
            guard found.count < limit, moment.decided >= horizon, let entry = entries[moment.id] else { break }
            if counts(entry) { found.append(entry) }
        }
        guard let archive else { return found }
        var kept: [YardMovement] = []
        archive.movements(key, from: horizon, through: passage.decided) { movement in
            if entries[movement.id] == nil, counts(movement) { kept.append(movement) }
            return kept.count < limit
        }
        if kept.isEmpty { return found }
        return Array((found + kept).sorted { YardMovement.isBefore($1, $0) }.prefix(limit))
    }

    /// Has what `selected` needs at hand.
    mutating func prepareSelected(before passage: Passage, within seconds: Double) {
        if let archive { decisions.prepare(for: passage, within: seconds, archive) }
    }

    /// Passages of one direction decided in the seconds before one, and how many of them were sent to an officer.
    func selected(before passage: Passage, within seconds: Double) -> (all: Int, selected: Int) {
        decisions.count(before: passage, within: seconds)
    }

    private typealias Moment = (decided: Instant, id: String)

    private static func insert(_ moment: Moment, into list: inout [Moment]) {
        let place = list.lastIndex { ($0.decided, $0.id) < (moment.decided, moment.id) }.map { $0 + 1 } ?? 0
        list.insert(moment, at: place)
    }

    private mutating func forget(_ movement: YardMovement) {
        entries[movement.id] = nil
        for key in movement.keys(matrix) {
            moments[key]?.removeAll { $0.id == movement.id }
            if moments[key]?.isEmpty == true { moments[key] = nil }
        }
    }

    private mutating func prune() {
        sincePruned = 0
        decisions.prune(before: newest)
        if archive == nil {
            let horizon = newest.advanced(bySeconds: -2 * retention)
            for entry in entries.values.filter({ $0.decided < horizon }) { forget(entry) }
        } else if entries.count > Self.held {
            let old = entries.values.sorted(by: YardMovement.isBefore).dropLast(Self.held)
            for entry in old { forget(entry) }
        }
    }
}
