public import GateDomain

/// What the clearance desk reads and writes. Lists come from indexed tables; nothing decodes the history.
public protocol DeskStore: Sendable {
    func queue(_ query: DeskQuery) async throws -> DeskQueue
    /// Passages that a plate, number, seal, declaration, firm or driver names, those that wait first; plates and numbers also with
    /// characters that are taken for each other, one wrong one, or as a part.
    func search(_ text: String, limit: Int) async throws -> [DeskRow]
    /// nil when there is no such passage.
    func file(ofPassage id: String) async throws -> DeskFile?
    /// Other passages of the same thing, newest first.
    func history(_ kind: DeskName, _ name: String, besides passage: String, limit: Int) async throws -> [DeskRow]
    /// Newest passages of a lane.
    func passages(of lane: LanePlace, limit: Int) async throws -> [DeskRow]
    /// Does what an officer orders, with its audit records, in one transaction.
    /// - Throws: `DeskRefusal` when it may not be.
    func take(_ order: DeskOrder, on passage: String, by officer: DeskOfficer, at instant: Instant) async throws
    /// A picture of a passage; nil when it has no such one.
    func picture(_ sha256: String, ofPassage id: String) async throws -> [UInt8]?
    func cameras() async throws -> [DeskCamera]
    /// Times of the newest passages of the days before the newest one.
    func times(days: Int, limit: Int) async throws -> [DeskTimes]
    /// Newest entries of the audit log; of one actor or subject where these are given.
    func trail(actor: String?, subject: String?, before sequence: Int64?, limit: Int) async throws -> [DeskFile.Trail]
    /// Corrections of reads that stand, newest last.
    func corrections(limit: Int) async throws -> [(passage: String, act: CaseAct)]
    func watchActs() async throws -> [WatchAct]
    /// Changes the watch list, with its audit record, in one transaction.
    /// - Throws: `DeskRefusal` when it may not be.
    func take(_ order: WatchOrder, by officer: DeskOfficer, at instant: Instant) async throws
    /// Looks at the whole audit chain: how many records, and what is wrong with it.
    func verifyChain() async throws -> (records: Int, failures: [String])
}
