public import GateDomain
public import GatePipeline

extension ServiceStore {
    private static let columns = """
        p.passage, p.gate, p.lane, p.direction, p.arrived, p.decided, p.queued, p.channel, p.severity, p.perishable,
        p.tractor, p.trailer, p.containers, p.declaration, p.firm, p.driver, p.rules, p.revisions, p.state, p.officer,
        p.holds, p.pending, p.claimed, p.resolved, p.agency
        """

    /// - Parameter condition: fixed text over `p`, with order and limit; values are bound.
    static func rows(_ condition: String, _ values: [Connection.Value], _ connection: Connection) throws -> [DeskRow] {
        try connection.run("SELECT \(columns) FROM desk_passages AS p WHERE \(condition)", values).map(row)
    }

    private static func row(_ row: [Connection.Value]) -> DeskRow {
        func instant(_ index: Int) -> Instant { Instant(microseconds: row[index].integer ?? 0) }
        func list(_ index: Int, _ separator: Character) -> [String] {
            (row[index].text ?? "").split(separator: separator).map(String.init)
        }
        return DeskRow(
            passage: row[0].text ?? "", place: LanePlace(gate: row[1].text ?? "", lane: row[2].text ?? ""),
            direction: row[3].text.flatMap(LaneDirection.init) ?? .entry, arrived: instant(4), decided: instant(5),
            queued: instant(6), channel: row[7].text.flatMap(Channel.init) ?? .red,
            severity: Int(row[8].integer ?? 0), isPerishable: row[9].integer == 1, tractor: row[10].text,
            trailer: row[11].text, containers: list(12, " "), declaration: row[13].text, firm: row[14].text,
            driver: row[15].text, rules: list(16, " ").compactMap { Int($0) }, revisions: Int(row[17].integer ?? 0),
            state: row[18].text.flatMap(DeskRow.State.init) ?? .none, officer: row[19].text,
            agency: row[24].text, holds: list(20, ","),
            isPending: row[21].integer == 1, claimed: row[22].integer.map { Instant(microseconds: $0) },
            resolved: row[23].integer.map { Instant(microseconds: $0) })
    }

    public func queue(_ query: DeskQuery) async throws -> DeskQueue {
        try await read { connection in
            // Only fixed pieces are joined; every value is bound.
            var conditions = [Self.condition(query.view)]
            var values: [Connection.Value] = query.view == .mine ? [.text(query.officer)] : []
            func add(_ condition: String, _ value: Connection.Value) {
                conditions.append(condition)
                values.append(value)
            }
            if let channel = query.channel { add("p.channel = ?", .text(channel.rawValue)) }
            if let gate = query.gate { add("p.gate = ?", .text(gate)) }
            if let lane = query.lane { add("p.lane = ?", .text(lane)) }
            if let agency = query.agency { add("',' || p.holds || ',' LIKE '%,' || ? || ',%'", .text(agency)) }
            if query.isPerishable { conditions.append("p.perishable = 1") }
            let order: String
            if query.view == .done {
                order = "p.resolved DESC"
            } else {
                order =
                    "p.severity DESC, p.perishable DESC, p.queued + CASE p.channel WHEN 'red' THEN ? ELSE ? END, p.id"
                values += [.integer(query.redLimit * 1_000_000), .integer(query.yellowLimit * 1_000_000)]
            }
            values += [.integer(Int64(query.limit)), .integer(Int64(query.offset))]
            let rows = try Self.rows(
                "\(conditions.joined(separator: " AND ")) ORDER BY \(order) LIMIT ? OFFSET ?", values, connection)
            var counts: [DeskQuery.View: Int] = [:]
            for view in DeskQuery.View.allCases where view != .done {
                counts[view] = Int(
                    try connection.run(
                        "SELECT count(*) FROM desk_passages AS p WHERE \(Self.condition(view))",
                        view == .mine ? [.text(query.officer)] : []
                    ).first?[0].integer ?? 0)
            }
            return DeskQueue(rows: rows, counts: counts, lanes: try Self.lanes(connection))
        }
    }

    private static func condition(_ view: DeskQuery.View) -> String {
        switch view {
        case .waiting: "p.waiting = 1 AND p.state IN ('opened', 'claimed')"
        case .mine: "p.waiting = 1 AND p.state = 'claimed' AND p.officer = ?"
        case .second: "p.waiting = 1 AND p.pending = 1"
        case .referred: "p.waiting = 1 AND p.state = 'referred'"
        case .done: "p.resolved IS NOT NULL"
        }
    }

    private static func lanes(_ connection: Connection) throws -> [LanePlace] {
        // One step of the index a lane, however many passages there are.
        var lanes: [LanePlace] = []
        var last: [Connection.Value] = [.text(""), .text("")]
        while lanes.count < 500,
            let row = try connection.run(
                "SELECT gate, lane FROM desk_passages WHERE (gate, lane) > (?, ?) ORDER BY gate, lane LIMIT 1", last
            ).first
        {
            lanes.append(LanePlace(gate: row[0].text ?? "", lane: row[1].text ?? ""))
            last = row
        }
        return lanes
    }

    public func search(_ text: String, limit: Int) async throws -> [DeskRow] {
        try await read { connection in
            let code = DeskNames.folded(Plate.normalised(text))
            let word = Firm.normalised(text)
            var ids: Set<Int64> = []
            /// Names of a kind that begin with a text; the newest passages of each.
            func find(_ kind: String, _ start: String, isPrefix: Bool, isRight: (String) -> Bool = { _ in true }) throws
            {
                guard !start.isEmpty else { return }
                let found = try connection.run(
                    isPrefix
                        ? "SELECT passage, name FROM desk_names WHERE kind = ?1 AND name >= ?2 AND name < ?2 || char(1114111) LIMIT 400"
                        : "SELECT passage, name FROM desk_names WHERE kind = ?1 AND name = ?2 ORDER BY passage DESC LIMIT 100",
                    [.text(kind), .text(start)])
                for row in found where isRight(row[1].text ?? "") { if let id = row[0].integer { ids.insert(id) } }
            }
            for kind in [DeskName.plate, .container] where code.count >= 3 {
                let backwards = String(code.reversed())
                try find(kind.rawValue, code, isPrefix: false)
                try find(kind.rawValue, code, isPrefix: true)
                try find(kind.rawValue + " backwards", backwards, isPrefix: true)
                guard code.count >= 6 else { continue }
                // One wrong character leaves one half right.
                let half = code.count / 2
                try find(kind.rawValue, String(code.prefix(half)), isPrefix: true) {
                    DeskNames.isOneApart($0, code)
                }
                try find(kind.rawValue + " backwards", String(backwards.prefix(half)), isPrefix: true) {
                    DeskNames.isOneApart($0, backwards)
                }
            }
            for kind in [DeskName.seal, .declaration, .firm, .driver] where word.count >= 2 {
                try find(kind.rawValue, word, isPrefix: false)
                try find(kind.rawValue, word, isPrefix: true)
            }
            var rows: [DeskRow] = []
            for id in ids.sorted(by: >).prefix(1000) { rows += try Self.rows("p.id = ?", [.integer(id)], connection) }
            rows += try Self.rows("p.passage = ?", [.text(text)], connection).filter { !rows.contains($0) }
            rows.sort {
                (
                    [.none, .released, .refused].contains($0.state) ? 1 : 0, $1.decided, $0.passage
                ) < ([.none, .released, .refused].contains($1.state) ? 1 : 0, $0.decided, $1.passage)
            }
            return Array(rows.prefix(limit))
        }
    }

    public func history(_ kind: DeskName, _ name: String, besides passage: String, limit: Int) async throws
        -> [DeskRow]
    {
        let isCode = kind == .plate || kind == .container
        let key = isCode ? DeskNames.folded(Plate.normalised(name)) : Firm.normalised(name)
        let exact = Plate.normalised(name)
        return try await read { connection in
            guard !key.isEmpty else { return [] }
            let rows = try connection.run(
                """
                SELECT \(Self.columns) FROM desk_names AS n CROSS JOIN desk_passages AS p ON p.id = n.passage
                WHERE n.kind = ? AND n.name = ? AND p.passage <> ? ORDER BY n.passage DESC LIMIT ?
                """, [.text(kind.rawValue), .text(key), .text(passage), .integer(Int64(isCode ? limit * 3 : limit))]
            ).map(Self.row)
            guard isCode else { return rows }
            // Itself, not what it may be taken for.
            return Array(
                rows.filter { [$0.tractor, $0.trailer].contains(exact) || $0.containers.contains(exact) }.prefix(limit))
        }
    }

    public func passages(of lane: LanePlace, limit: Int) async throws -> [DeskRow] {
        try await read {
            try Self.rows(
                "p.gate = ? AND p.lane = ? ORDER BY p.decided DESC LIMIT ?",
                [.text(lane.gate), .text(lane.lane), .integer(Int64(limit))], $0)
        }
    }

    public func times(days: Int, limit: Int) async throws -> [DeskTimes] {
        try await read { connection in
            // Up to the newest passage: a recording may be old.
            let newest = try connection.run("SELECT max(decided) FROM desk_passages").first?[0].integer ?? 0
            var times: [DeskTimes] = []
            try connection.each(
                """
                SELECT gate, lane, channel, state, arrived, decided, queued, claimed, resolved, agency, rules, tractor IS NULL
                FROM desk_passages WHERE decided >= ? ORDER BY decided DESC LIMIT ?
                """, [.integer(newest - Int64(days) * 86_400_000_000), .integer(Int64(limit))]
            ) { row in
                func instant(_ index: Int) -> Instant? { row[index].integer.map { Instant(microseconds: $0) } }
                let rules = row[10].text ?? ""
                times.append(
                    DeskTimes(
                        place: LanePlace(gate: row[0].text ?? "", lane: row[1].text ?? ""),
                        channel: row[2].text.flatMap(Channel.init) ?? .red,
                        state: row[3].text.flatMap(DeskRow.State.init) ?? .none, arrived: instant(4) ?? .distantPast,
                        decided: instant(5) ?? .distantPast, queued: instant(6) ?? .distantPast, claimed: instant(7),
                        resolved: instant(8), agency: row[9].text,
                        rules: rules.isEmpty ? [] : rules.split(separator: " ").compactMap { Int($0) },
                        isTractorRead: row[11].integer == 0))
            }
            return times
        }
    }

    public func cameras() async throws -> [DeskCamera] {
        try await read {
            try $0.run(
                "SELECT gate, lane, camera, role, at, passage, sha256 FROM desk_cameras ORDER BY gate, lane, camera"
            ).map { row in
                DeskCamera(
                    place: CameraPlace(
                        lane: LanePlace(gate: row[0].text ?? "", lane: row[1].text ?? ""), camera: row[2].text ?? "",
                        role: row[3].text.flatMap(CameraRole.init) ?? .overview),
                    at: Instant(microseconds: row[4].integer ?? 0), passage: row[5].text ?? "",
                    sha256: row[6].text ?? "")
            }
        }
    }

    public func trail(actor: String?, subject: String?, before sequence: Int64?, limit: Int) async throws
        -> [DeskFile.Trail]
    {
        try await read { connection in
            let newest = try connection.run("SELECT sequence FROM audit_head").first?[0].integer ?? 0
            let end = sequence ?? .max
            var condition = "sequence < ? AND sequence > ?"
            // By its index a subject's whole trail; an actor's within the newest entries, for there is no index of actors.
            var values: [Connection.Value] = [
                .integer(end), .integer(subject == nil ? min(end, newest) - 200_000 : 0),
            ]
            if let subject {
                condition += " AND subject = ?"
                values.append(.text(subject))
            }
            if let actor {
                condition += " AND actor = ?"
                values.append(.text(actor))
            }
            return try connection.run(
                "SELECT sequence, at, actor, action, subject FROM audit WHERE \(condition) ORDER BY sequence DESC LIMIT ?",
                values + [.integer(Int64(limit))]
            ).map {
                DeskFile.Trail(
                    sequence: $0[0].integer ?? 0, at: Instant(microseconds: $0[1].integer ?? 0),
                    actor: $0[2].text ?? "", action: $0[3].text ?? "", subject: $0[4].text ?? "")
            }
        }
    }

    public func corrections(limit: Int) async throws -> [(passage: String, act: CaseAct)] {
        try await read { [path] connection in
            try connection.run(
                """
                SELECT DISTINCT passage FROM (
                    SELECT passage, at FROM case_acts WHERE kind = 'corrected' ORDER BY at DESC LIMIT ?)
                """, [.integer(Int64(limit))]
            ).flatMap { row -> [(passage: String, act: CaseAct)] in
                let passage = row[0].text ?? ""
                return try Self.acts(passage, connection, path).corrections.values
                    .sorted { $0.ordinal < $1.ordinal }.map { (passage, $0) }
            }
        }
    }

    public func verifyChain() async throws -> (records: Int, failures: [String]) {
        // On a connection of its own: it may take long, and must hold up nobody.
        let store = try SQLiteStore(path: path, options: StoreOptions(readOnly: true))
        let report = try await store.verify()
        await store.close()
        return (report.auditRecords, report.failures)
    }
}
