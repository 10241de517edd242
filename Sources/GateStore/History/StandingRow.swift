import CSQLite
import GateDomain

/// A row of `standing`: what matching looks at in a declaration.
enum StandingRow {
    static let columns = """
        s.reference, s.version, s.status, s.trips, s.direction, s.gate, s.valid_from, s.valid_until, s.tractor, s.trailers,
        s.containers
        """

    static func declaration(_ statement: OpaquePointer) -> Declaration? {
        func text(_ column: Int32) -> String? {
            sqlite3_column_text(statement, column).map { String(cString: $0) }
        }
        func instant(_ column: Int32) -> Instant? {
            sqlite3_column_type(statement, column) == SQLITE_NULL
                ? nil : Instant(microseconds: sqlite3_column_int64(statement, column))
        }
        guard let reference = text(0), let status = text(2).flatMap(Declaration.Status.init(rawValue:)) else {
            return nil
        }
        var declaration = vehicle(tractor: text(8), trailers: text(9), containers: text(10))
        declaration.reference = reference
        declaration.version = Int(sqlite3_column_int64(statement, 1))
        declaration.status = status
        declaration.trips = Int(sqlite3_column_int64(statement, 3))
        declaration.direction = text(4).flatMap(LaneDirection.init(rawValue:))
        declaration.gate = text(5)
        declaration.validFrom = instant(6)
        declaration.validUntil = instant(7)
        return declaration
    }

    /// A declaration of these alone.
    static func vehicle(tractor: String?, trailers: String?, containers: String?) -> Declaration {
        let trailers = LedgerRow.lines(trailers).compactMap { Plate($0) }
        return Declaration(
            reference: "",
            vehicle: .init(
                tractorPlate: tractor.flatMap { Plate($0) }, trailerPlate: trailers.first,
                furtherTrailers: Array(trailers.dropFirst())),
            containers: LedgerRow.lines(containers).map { Declaration.Container(number: $0) })
    }
}
