import CSQLite
import GateDomain
import GateFusion

/// Compares the look-ups, which the chain does not hold, with what the ledger and the declarations make them, in constant memory.
struct LookupCheck {
    let history: History

    /// - Parameter step: called for each row that was looked at.
    func failures(step: () -> Void) throws -> [String] {
        var failures: [String] = []
        if try !parts(step) {
            failures.append("table ledger_parts: not what the ledger makes it; restore it from a backup")
        }
        if try !names(step) {
            failures.append("table standing_names: not what the declarations make it; restore it from a backup")
        }
        return failures
    }

    private func parts(_ step: () -> Void) throws -> Bool {
        var balance = RowBalance()
        try history.connection.step("SELECT \(LedgerRow.columns) FROM ledger") { statement in
            guard let movement = LedgerRow.movement(statement) else { return }
            for key in movement.keys(history.matrix) {
                balance.add(
                    Self.digest([key.part.rawValue, key.text, "\(movement.decided.microseconds)", movement.id]))
            }
        }
        try history.connection.step("SELECT part, text, decided, passage FROM ledger_parts") { statement in
            balance.remove(Self.digest((0..<4).map { RowField(statement, $0).text }))
            step()
        }
        return balance.differing.isEmpty
    }

    private func names(_ step: () -> Void) throws -> Bool {
        var balance = RowBalance()
        try history.connection.step("SELECT reference FROM standing") { statement in
            let reference = RowField(statement, 0).text
            for name in try history.names(of: reference) {
                balance.add(Self.digest([name.name, "\(name.used)", "\(name.taken)", reference]))
            }
        }
        try history.connection.step("SELECT name, used, taken, reference FROM standing_names") { statement in
            balance.remove(Self.digest((0..<4).map { RowField(statement, $0).text }))
            step()
        }
        return balance.differing.isEmpty
    }

    private static func digest(_ texts: [String]) -> Digest { Digest(texts.joined(separator: "\u{0}")) }
}
