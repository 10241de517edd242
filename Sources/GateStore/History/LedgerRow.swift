import CSQLite
import GateDomain
import GateFusion

/// A row of the ledger, as a movement.
enum LedgerRow {
    static let columns = """
        ledger.decided, ledger.passage, arrived, gate, lane, direction, channel, tractor, trailer, declaration, driver, containers,
        seals, measured, expected, tolerance, kerb, cargo
        """

    static func values(_ movement: YardMovement) -> [Connection.Value] {
        let weighing = movement.weighing
        return [
            .integer(movement.decided.microseconds), .text(movement.id), .integer(movement.arrived.microseconds),
            .text(movement.place.gate), .text(movement.place.lane), .text(movement.direction.rawValue),
            .text(movement.channel.rawValue), .init(movement.tractor), .init(movement.trailer),
            .init(movement.declaration), .init(movement.driver), lines(movement.containers), lines(movement.seals),
            .init(weighing?.measured), .init(weighing?.expected), .init(weighing?.tolerance), .init(weighing?.kerb),
            .init(weighing?.cargo),
        ]
    }

    /// - Parameter statement: stands on a row of `columns`; nil for what this program cannot have written.
    static func movement(_ statement: OpaquePointer) -> YardMovement? {
        func text(_ column: Int32) -> String? {
            sqlite3_column_text(statement, column).map { String(cString: $0) }
        }
        func real(_ column: Int32) -> Double? {
            sqlite3_column_type(statement, column) == SQLITE_NULL ? nil : sqlite3_column_double(statement, column)
        }
        func instant(_ column: Int32) -> Instant { Instant(microseconds: sqlite3_column_int64(statement, column)) }
        guard let id = text(1), let gate = text(3), let lane = text(4),
            let direction = text(5).flatMap(LaneDirection.init(rawValue:)),
            let channel = text(6).flatMap(Channel.init(rawValue:))
        else { return nil }
        var movement = YardMovement(
            id: id, decided: instant(0), arrived: instant(2), place: LanePlace(gate: gate, lane: lane),
            direction: direction)
        movement.channel = channel
        movement.tractor = text(7)
        movement.trailer = text(8)
        movement.declaration = text(9)
        movement.driver = text(10)
        movement.containers = lines(text(11))
        movement.seals = lines(text(12))
        movement.weighing = real(13).map {
            Verdict.Weighing(measured: $0, expected: real(14), tolerance: real(15), kerb: real(16), cargo: real(17))
        }
        return movement
    }

    /// Several texts in one column, a line each; texts that are declared or read have no line breaks.
    static func lines(_ texts: [String]) -> Connection.Value {
        texts.isEmpty ? .null : .text(texts.joined(separator: "\n"))
    }

    static func lines(_ text: String?) -> [String] {
        text?.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) ?? []
    }
}

extension Connection.Value {
    init(_ text: String?) { self = text.map { .text($0) } ?? .null }
    init(_ real: Double?) { self = real.map { .real($0) } ?? .null }
    init(_ instant: Instant?) { self = instant.map { .integer($0.microseconds) } ?? .null }
}
