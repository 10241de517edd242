public import GateDomain
public import GatePipeline

extension ServiceStore {
    public func watchActs() async throws -> [WatchAct] {
        try await read { [path] in try Self.watchActs($0, path) }
    }

    static func watchActs(_ connection: Connection, _ path: String) throws -> [WatchAct] {
        try connection.run("SELECT payload FROM watch_acts ORDER BY ordinal").map {
            try CanonicalJSON.decode(WatchAct.self, from: $0[0].text, of: "an act on the watch list", in: path)
        }
    }

    public func take(_ order: WatchOrder, by officer: DeskOfficer, at instant: Instant) async throws {
        try await write { [path] connection, audit in
            var desk = WatchDesk(try Self.watchActs(connection, path))
            try desk.take(order, by: officer, at: instant)
            guard let act = desk.acts.last else { return }
            let payload = try CanonicalJSON.encode(act)
            try connection.run(
                "INSERT INTO watch_acts VALUES (?,?,?,?)",
                [
                    .integer(Int64(act.ordinal)), .integer(act.at.microseconds), .text(act.officer), .text(payload),
                ])
            let answered = act.answers.flatMap { ordinal in desk.acts.first { $0.ordinal == ordinal } }
            audit.append(
                at: instant, actor: act.officer, action: "watch.\(act.kind.rawValue)", subject: "watch list",
                before: try answered.map { try CanonicalJSON.encode($0) }, after: payload)
        }
    }
}

extension SQLiteStore {
    /// What the desk looks for now.
    public func watched() throws -> [WatchedThing] {
        guard try Schema.has("watch_acts", connection) else { return [] }
        return WatchDesk(try ServiceStore.watchActs(connection, path)).active.compactMap(\.thing)
    }

    /// Grows with each act on the watch list.
    public func watchVersion() throws -> Int64 {
        try connection.run("SELECT coalesce(max(ordinal), 0) FROM watch_acts").first?[0].integer ?? 0
    }
}
