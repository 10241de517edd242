import Foundation
import GateDomain
public import GatePipeline

extension ServiceStore: ProjectionStore {
    public func position() async throws -> Int64 {
        try await read { try $0.run("SELECT position FROM projection").first?[0].integer ?? 0 }
    }

    public func entries(after position: Int64, limit: Int) async throws -> [GateLogEntry] {
        try await read { [path] connection in
            try connection.run(
                "SELECT sequence, at, action, subject, after FROM audit WHERE sequence > ? ORDER BY sequence LIMIT ?",
                [.integer(position), .integer(Int64(limit))]
            ).map { row in
                let action = row[2].text ?? ""
                let (subject, after) = (row[3].text ?? "", row[4].text)
                var content = GateLogEntry.Content.other
                switch action {
                case "declaration.taken", "notice.taken":
                    // `REFERENCE vVERSION…`: the declaration as it stands now, with what was said about it since.
                    let reference = subject.range(of: " v", options: .backwards).map {
                        String(subject[..<$0.lowerBound])
                    }
                    if let standing = try reference.flatMap({ try Self.standing($0, connection, path) }) {
                        content = .declaration(standing)
                    }
                case "passage.decided" where after != nil:
                    content = .verdict(
                        try CanonicalJSON.decode(Verdict.self, from: after, of: "verdict of \(subject)", in: path))
                case _ where action.hasPrefix("case.") && after != nil:
                    content = .clearanceCase(
                        try CanonicalJSON.decode(ClearanceCase.self, from: after, of: "case \(subject)", in: path))
                case _ where action.hasPrefix("desk.") && after != nil: content = .deskAct(passage: subject)
                default: break
                }
                return GateLogEntry(
                    sequence: row[0].integer ?? 0, at: Instant(microseconds: row[1].integer ?? 0), content: content)
            }
        }
    }

    /// The newest version with the notices that are not older.
    static func standing(_ reference: String, _ connection: Connection, _ path: String) throws -> Declaration? {
        guard
            let payload = try connection.run(
                "SELECT payload FROM declarations WHERE reference = ? ORDER BY version DESC LIMIT 1", [.text(reference)]
            ).first?[0].text
        else { return nil }
        let declaration = try CanonicalJSON.decode(
            Declaration.self, from: payload, of: "declaration \(reference)", in: path)
        let notices = try connection.run("SELECT payload FROM notices WHERE reference = ?", [.text(reference)]).map {
            try CanonicalJSON.decode(DeclarationNotice.self, from: $0[0].text, of: "notice on \(reference)", in: path)
        }
        return declaration.applying(notices)
    }

    public func movement(ofDeclaration reference: String) async throws -> Movement? {
        try await movements("SELECT state FROM movements WHERE declaration = ?", [.text(reference)]).first
    }

    public func movements(ofPassage id: String) async throws -> [Movement] {
        try await movements(
            """
            SELECT m.state FROM movement_names AS n JOIN movements AS m ON m.id = n.movement
            WHERE n.kind = 'passage' AND n.name = ? ORDER BY m.id DESC
            """, [.text(id)])
    }

    public func releasedMovements(tractor: String) async throws -> [Movement] {
        try await movements(
            """
            SELECT m.state FROM movement_names AS n JOIN movements AS m ON m.id = n.movement
            WHERE n.kind = 'plate' AND n.name = ? AND m.status = 'released' ORDER BY m.id DESC LIMIT 20
            """, [.text(tractor)])
    }

    private func movements(_ query: String, _ values: [Connection.Value]) async throws -> [Movement] {
        try await read { [path] connection in
            try connection.run(query, values).map {
                try CanonicalJSON.decode(Movement.self, from: $0[0].text, of: "a movement", in: path)
            }
        }
    }

    public func filer(ofDeclaration reference: String) async throws -> String? {
        try await read { try $0.run("SELECT firm FROM filers WHERE reference = ?", [.text(reference)]).first?[0].text }
    }

    public func medianControl(gate: String) async throws -> Double? {
        try await read {
            let times = try $0.run(
                "SELECT seconds FROM control_times WHERE gate = ? ORDER BY at DESC LIMIT 100", [.text(gate)]
            ).compactMap { $0[0].integer }.sorted()
            return times.count < 5 ? nil : Double(times[times.count / 2])
        }
    }

    public func apply(_ batch: ProjectionBatch) async throws -> [(event: ServiceEvent, channels: [String])] {
        try await write { connection, _ in
            var audiences: [String: [String]] = [:]
            for rendered in batch.movements {
                audiences[rendered.movement.reference] = try Self.keep(rendered, connection)
            }
            var kept: [(event: ServiceEvent, channels: [String])] = []
            for event in batch.events {
                var channels = [Audience.deskChannel]
                if case .movement(let reference) = event.audience {
                    channels = (audiences[reference] ?? []).map { "firm \($0)" }
                }
                guard !channels.isEmpty else { continue }
                kept.append((try Self.keep(event, channels, connection), channels))
            }
            try connection.run("UPDATE projection SET position = ?", [.integer(batch.position)])
            return kept
        }
    }

    /// Returns the firms that may see it.
    private static func keep(_ rendered: RenderedMovement, _ connection: Connection) throws -> [String] {
        let movement = rendered.movement
        try connection.run(
            """
            INSERT INTO movements (reference, declaration, status, state, body) VALUES (?,?,?,?,?)
            ON CONFLICT (declaration) DO UPDATE SET status = excluded.status, state = excluded.state, body = excluded.body
            """,
            [
                .text(movement.reference), .text(movement.declaration), .text(movement.status.rawValue),
                .text(try CanonicalJSON.encode(movement)), .text(rendered.body),
            ])
        guard
            let id = try connection.run("SELECT id FROM movements WHERE declaration = ?", [.text(movement.declaration)])
                .first?[0].integer
        else { return [] }
        try connection.run("DELETE FROM movement_names WHERE movement = ?", [.integer(id)])
        let plates = [movement.vehicle.tractorPlate?.text, movement.vehicle.trailerPlate?.text].compactMap { $0 }
        let names =
            plates.map { ("plate", $0) } + movement.containers.map { ("container", Plate.normalised($0.number)) }
            + movement.visits.map { ("passage", $0.passage) } + movement.parties.map { ("party", $0) }
        for (kind, name) in names {
            try connection.run(
                "INSERT INTO movement_names VALUES (?,?,?) ON CONFLICT DO NOTHING",
                [.text(kind), .text(name), .integer(id)])
        }
        if let visit = movement.visits.last, visit.outcome == .released, !visit.holds.isEmpty {
            try connection.run(
                "INSERT INTO control_times VALUES (?,?,?,?) ON CONFLICT DO NOTHING",
                [
                    .text(visit.passage), .text(visit.place.gate),
                    .integer(Int64(saturating: visit.since.seconds(since: visit.decided))),
                    .integer(visit.since.microseconds),
                ])
        }
        return try setOwners(id, declaration: movement.declaration, status: movement.status.rawValue, connection)
            .sorted()
    }

    private static func keep(_ event: ServiceEvent, _ channels: [String], _ connection: Connection) throws
        -> ServiceEvent
    {
        try connection.run(
            "INSERT INTO service_events (name, body) VALUES (?,?)", [.text(event.name), .text(event.body)])
        var kept = event
        kept.sequence = try connection.run("SELECT last_insert_rowid()").first?[0].integer ?? 0
        for channel in channels {
            try connection.run("INSERT INTO event_channels VALUES (?,?)", [.text(channel), .integer(kept.sequence)])
            guard channel.hasPrefix("firm ") else { continue }
            try addDeliveries(of: kept, firm: String(channel.dropFirst(5)), connection)
        }
        return kept
    }
}
