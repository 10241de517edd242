public import GateDomain
import GatePipeline

extension SQLiteStore {
    /// Moves a case on, with its audit record, in one transaction.
    /// - Throws: `ClearanceCase.Refusal` when the state machine refuses, `StoreError` else.
    public func apply(_ event: ClearanceCase.Event, to id: String, at instant: Instant) throws -> ClearanceCase {
        try audit.transaction {
            guard
                let before = try connection.run("SELECT payload FROM cases WHERE id = ?", [.text(id)]).first?[0]
                    .text
            else { throw StoreError("\(path): there is no case \(id)") }
            var changed = try CanonicalJSON.decode(ClearanceCase.self, from: before, of: "case \(id)", in: path)
            try changed.apply(event)
            let after = try CanonicalJSON.encode(changed)
            try connection.run(
                "UPDATE cases SET state = ?, payload = ? WHERE id = ?",
                [.text(Self.word(changed.state)), .text(after), .text(id)])
            let (actor, action) = Self.words(event)
            audit.append(at: instant, actor: actor, action: action, subject: id, before: before, after: after)
            try post(action, id, after)
            try DeskTables.note(changed, isPending: false, at: instant, connection)
            return changed
        }
    }

    func insert(_ opened: ClearanceCase) throws {
        let payload = try CanonicalJSON.encode(opened)
        try connection.run(
            "INSERT INTO cases VALUES (?,?,?)", [.text(opened.id), .text(Self.word(opened.state)), .text(payload)])
        audit.append(
            at: opened.opened, actor: "gate", action: "case.opened", subject: opened.id, before: nil, after: payload)
        try post("case.opened", opened.id, payload)
        try DeskTables.note(opened, isPending: false, at: opened.opened, connection)
    }

    func post(_ kind: String, _ subject: String, _ payload: String) throws {
        try connection.run(
            "INSERT INTO outbox (kind, subject, payload) VALUES (?,?,?)", [.text(kind), .text(subject), .text(payload)])
    }

    static func word(_ state: ClearanceCase.State) -> String {
        switch state {
        case .opened: "opened"
        case .claimed: "claimed"
        case .resolved: "resolved"
        }
    }

    static func words(_ event: ClearanceCase.Event) -> (actor: String, action: String) {
        switch event {
        case .claim(let officer): (officer, "case.claimed")
        case .unclaim(let officer): (officer, "case.unclaimed")
        case .resolve(let resolution, let officer, let reason): (officer, "case.\(resolution.rawValue): \(reason)")
        case .hold(let agency, let officer): (officer, "case.hold: \(agency)")
        case .lift(let agency, let officer): (officer, "case.lift: \(agency)")
        case .reopen(let officer, let reason): (officer, "case.reopened: \(reason)")
        }
    }
}
