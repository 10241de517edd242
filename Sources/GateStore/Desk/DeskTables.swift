import Foundation
import GateDomain
import GatePipeline

/// Keeps the desk's tables in step with passages and cases, in their transactions.
enum DeskTables {
    /// A passage that was decided, or decided anew.
    /// - Parameter queued: when it comes to the desk; nil for the passage's own time.
    static func note(
        _ verdict: Verdict, _ passage: Passage, queued: Instant?, _ connection: Connection, _ path: String
    ) throws {
        // A declaration that cannot be understood keeps no passage from the desk.
        let declaration = verdict.declaration.flatMap { try? ServiceStore.standing($0, connection, path) }
        let found = verdict.discrepancies.sorted { ($1.severity, $0.rule) < ($0.severity, $1.rule) }
        try connection.run(
            """
            INSERT INTO desk_passages (
                passage, gate, lane, direction, arrived, decided, queued, channel, severity, perishable, tractor, trailer,
                containers, declaration, firm, driver, rules, revisions, waiting, state, officer, agency, holds,
                pending)
            VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,0,0,'none',NULL,NULL,'',0)
            ON CONFLICT (passage) DO UPDATE SET
                channel = excluded.channel, severity = excluded.severity, perishable = excluded.perishable,
                tractor = excluded.tractor, trailer = excluded.trailer, containers = excluded.containers,
                declaration = excluded.declaration, firm = excluded.firm, driver = excluded.driver, rules = excluded.rules,
                revisions = revisions + 1
            """,
            [
                .text(verdict.id), .text(verdict.place.gate), .text(verdict.place.lane),
                .text(verdict.direction.rawValue), .integer(verdict.arrived.microseconds),
                .integer(verdict.decided.microseconds), .integer((queued ?? verdict.decided).microseconds),
                .text(verdict.channel.rawValue), .integer(Int64(found.first?.severity ?? 0)),
                .flag(declaration.map(isPerishable) ?? false), .text(verdict.tractorPlate),
                .text(verdict.trailerPlate), .text(verdict.containers.joined(separator: " ")),
                .text(verdict.declaration), .text(declaration.flatMap(firm)), .text(driver(passage, declaration)),
                .text(found.map { String($0.rule.number) }.joined(separator: " ")),
            ])
        guard
            let id = try connection.run("SELECT id FROM desk_passages WHERE passage = ?", [.text(verdict.id)])
                .first?[0].integer
        else { return }
        try connection.run("DELETE FROM desk_names WHERE passage = ?", [.integer(id)])
        for pair in DeskNames.of(verdict, passage, declaration) {
            try connection.run(
                "INSERT INTO desk_names VALUES (?,?,?) ON CONFLICT DO NOTHING",
                [.text(pair.kind), .text(pair.name), .integer(id)])
        }
        for sighting in passage.sightings {
            guard let picture = sighting.evidence.last else { continue }
            try connection.run(
                """
                INSERT INTO desk_cameras VALUES (?,?,?,?,?,?,?)
                ON CONFLICT (gate, lane, camera) DO UPDATE SET
                    at = excluded.at, passage = excluded.passage, sha256 = excluded.sha256, role = excluded.role
                WHERE at <= excluded.at
                """,
                [
                    .text(sighting.place.lane.gate), .text(sighting.place.lane.lane), .text(sighting.place.camera),
                    .text(sighting.place.role.rawValue), .integer(sighting.last.instant.microseconds),
                    .text(passage.id), .text(picture),
                ])
        }
    }

    /// A case that was opened or moved on.
    static func note(
        _ moved: ClearanceCase, isPending: Bool, agency: String? = nil, at instant: Instant, _ connection: Connection
    ) throws {
        let (state, officer): (DeskRow.State, String?) =
            switch moved.state {
            case .opened: (.opened, nil)
            case .claimed(let officer): (.claimed, officer)
            case .resolved(.release, let officer): (.released, officer)
            case .resolved(.refer, let officer): (.referred, officer)
            case .resolved(.refuse, let officer): (.refused, officer)
            }
        let isOver = state == .released || state == .refused
        try connection.run(
            """
            UPDATE desk_passages SET state = ?1, officer = ?2, holds = ?3, waiting = ?4, pending = ?5,
                agency = coalesce(?8, agency),
                claimed = CASE WHEN ?1 = 'claimed' AND claimed IS NULL THEN ?6 ELSE claimed END,
                resolved = CASE WHEN ?4 = 0 THEN ?6 ELSE NULL END
            WHERE passage = ?7
            """,
            [
                .text(state.rawValue), .text(officer), .text(moved.holds.sorted().joined(separator: ",")),
                .flag(!isOver), .flag(isPending), .integer(instant.microseconds), .text(moved.id), .text(agency),
            ])
    }

    /// The number of a driver goes where the passage's went.
    static func forgetDriver(of passage: String, _ connection: Connection) throws {
        try connection.run(
            """
            DELETE FROM desk_names WHERE kind = 'driver' AND passage = (SELECT id FROM desk_passages WHERE passage = ?)
            """, [.text(passage)])
        try connection.run("UPDATE desk_passages SET driver = NULL WHERE passage = ?", [.text(passage)])
    }

    /// Fills them from what an older database holds; what cannot be understood is left for `verify` to name.
    static func fill(_ connection: Connection, _ path: String) throws {
        try connection.each("SELECT payload, verdict FROM passages ORDER BY decided, id") { row in
            guard let verdict = try? CanonicalJSON.decode(Verdict.self, from: row[1].text, of: "", in: path),
                let passage = try? CanonicalJSON.decode(Passage.self, from: row[0].text, of: "", in: path)
            else { return }
            try note(verdict, passage, queued: nil, connection, path)
        }
        try connection.each("SELECT payload FROM cases") { row in
            guard let moved = try? CanonicalJSON.decode(ClearanceCase.self, from: row[0].text, of: "", in: path)
            else { return }
            try note(moved, isPending: false, at: moved.opened, connection)
        }
    }

    private static func firm(_ declaration: Declaration) -> String? {
        let parties = declaration.parties
        return parties.carrier ?? parties.declarant ?? parties.consignee ?? parties.consignor
    }

    private static func driver(_ passage: Passage, _ declaration: Declaration?) -> String? {
        let read = passage.readings.lazy.compactMap { event -> String? in
            if case .driver(let number) = event.reading { number } else { nil }
        }.first
        return read ?? declaration?.vehicle.driver
    }

    /// Chapters 02–04, 06–08 of the harmonised system: meat, fish, milk, plants, vegetables, fruit; or a box that is to be kept cold.
    private static func isPerishable(_ declaration: Declaration) -> Bool {
        declaration.goods.contains { ["02", "03", "04", "06", "07", "08"].contains($0.hsCode?.prefix(2) ?? "") }
            || declaration.containers.contains { $0.celsius != nil }
    }
}
