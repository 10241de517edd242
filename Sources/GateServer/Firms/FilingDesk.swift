import GateDomain
import GatePipeline

/// Takes firms' declarations, one request after the other: what two file at once under one reference has an order.
actor FilingDesk {
    struct Answer: Sendable {
        var status: Int
        var body: String
    }

    private let store: any FilingStore
    private let accounts: any AccountStore
    private let door: any DeclarationDoor
    private let secrets: Secrets
    private let clock: ServerClock
    private var last: Task<Void, Never>?
    private var waiting = 0

    init(
        store: any FilingStore, accounts: any AccountStore, door: any DeclarationDoor, secrets: Secrets,
        clock: ServerClock
    ) {
        self.store = store
        self.accounts = accounts
        self.door = door
        self.secrets = secrets
        self.clock = clock
    }

    /// Durable when it returns; under the same key the same answer.
    /// - Parameter request: hash of what is asked for.
    func file(_ reading: MessageReading, firm: String, key: String?, request: String) async throws -> Answer {
        try await inOrder {
            try await self.underKey(firm, key, request) { try await self.take(reading, firm: firm) }
        }
    }

    /// The whole declaration anew, as the next version.
    func amend(_ reference: String, with reading: MessageReading, firm: String, key: String?, request: String)
        async throws -> Answer
    {
        try await inOrder {
            try await self.underKey(firm, key, request) {
                guard reading.declarations.count == 1, reading.notices.isEmpty,
                    var declaration = reading.declarations.first,
                    declaration.reference == reference
                else {
                    throw Problem(
                        422, "notUnderstood", "Exactly one declaration is expected, with the reference of the address.")
                }
                let state = try await self.visible(reference, declaration.version, firm)
                try Self.refuseAfterArrival(state)
                if let current = state.current {
                    if Self.isSame(declaration, current) {
                        return self.answer([current], [], reading.problems, status: 200)
                    }
                    declaration.version = max(declaration.version, current.version + 1)
                }
                try await self.checkParties(of: &declaration, firm)
                try await self.hand(declaration, firm)
                return self.answer([declaration], [], reading.problems, status: 200)
            }
        }
    }

    func cancel(_ reference: String, firm: String) async throws -> Answer {
        try await inOrder {
            let state = try await self.visible(reference, 0, firm)
            guard let current = state.current else { throw Problem.notFound }
            if current.status != .cancelled {
                try Self.refuseAfterArrival(state)
                try await self.door.file(
                    DeclarationNotice(reference: reference, version: current.version, kind: .cancelled))
            }
            let now = try await self.visible(reference, 0, firm).current ?? current
            return self.answer([now], [], [], status: 200)
        }
    }

    private func take(_ reading: MessageReading, firm: String) async throws -> Answer {
        var isNew = false
        var filed: [Declaration] = []
        var errors: [Problem.Detail] = []
        var work: [Declaration] = []
        for (index, sent) in reading.declarations.enumerated() {
            var declaration = sent
            do {
                let state = try await store.filingState(
                    reference: declaration.reference, version: declaration.version, firm: firm)
                try await checkParties(of: &declaration, firm)
                if let current = state.current {
                    guard state.isVisible else {
                        throw Problem(409, "referenceTaken", "The reference is not free; choose another.")
                    }
                    if let same = state.same, Self.isSame(declaration, same) {
                        filed.append(same)
                        continue
                    }
                    guard declaration.version > current.version else {
                        throw Problem(
                            409, "versionTaken",
                            "Version \(current.version) is there with other content; send it as version \(current.version + 1)."
                        )
                    }
                    try Self.refuseAfterArrival(state)
                }
                work.append(declaration)
            } catch let problem as Problem {
                if reading.declarations.count == 1 { throw problem }
                errors.append(
                    .init(position: "declaration \(index + 1), \(declaration.reference)", message: problem.detail))
            }
        }
        for notice in reading.notices {
            let state = try await store.filingState(reference: notice.reference, version: notice.version, firm: firm)
            guard state.current == nil || state.isVisible, notice.kind == .cancelled || notice.kind == .noted else {
                errors.append(
                    .init(
                        position: notice.reference,
                        message: "Only cancellations of your own declarations are taken here."))
                continue
            }
            if state.current == nil {
                errors.append(.init(position: notice.reference, message: "There is no such declaration."))
            }
        }
        guard errors.isEmpty else {
            throw Problem(
                422, "notUnderstood", "Nothing was taken; mend these places and send it again.", errors: errors)
        }
        for declaration in work {
            try await hand(declaration, firm)
            filed.append(declaration)
            isNew = true
        }
        for notice in reading.notices { try await door.file(notice) }
        return answer(filed, reading.notices, reading.problems, status: isNew || !reading.notices.isEmpty ? 201 : 200)
    }

    private func hand(_ declaration: Declaration, _ firm: String) async throws {
        // Before, so that whoever sees the declaration knows whose it is.
        try await store.noteFiler(reference: declaration.reference, firm: firm)
        try await door.file(declaration)
    }

    /// Who files is a party, or acts for one that allowed it.
    private func checkParties(of declaration: inout Declaration, _ firm: String) async throws {
        // What customs says of a declaration doesn't come from a firm.
        declaration.channel = nil
        if declaration.status == .cleared || declaration.status == .refused { declaration.status = .accepted }
        guard let record = try await accounts.firm(firm) else { throw Problem.unauthorized }
        let parties = Ladder.parties(of: declaration)
        if parties.isEmpty {
            declaration.parties.declarant = record.name
            return
        }
        let mine = ([record] + (try await accounts.principals(of: firm))).flatMap { [$0.name] + $0.aliases }
        guard !parties.isDisjoint(with: mine.map(Firm.normalised)) else {
            throw Problem(
                422, "notYours",
                "parties: name your firm as declarant, carrier, consignor or consignee, or one that lets you file for it."
            )
        }
    }

    private func visible(_ reference: String, _ version: Int, _ firm: String) async throws -> FilingState {
        let state = try await store.filingState(reference: reference, version: version, firm: firm)
        guard state.current != nil, state.isVisible else { throw Problem.notFound }
        return state
    }

    private static func refuseAfterArrival(_ state: FilingState) throws(Problem) {
        switch state.status {
        case nil, .declared, .accepted, .refused, .cancelled: return
        case .arrived, .underControl, .released, .departed:
            throw Problem(
                409, "arrived",
                "The transport has arrived: its declaration can't be changed here any more. Ask at the gate.")
        }
    }

    /// The same content, whatever the version says; status and channel are not the firm's.
    private static func isSame(_ a: Declaration, _ b: Declaration) -> Bool {
        var a = a
        a.version = b.version
        a.status = b.status
        a.channel = b.channel
        a.parties.declarant = a.parties.declarant ?? b.parties.declarant
        return a == b
    }

    private func underKey(
        _ firm: String, _ key: String?, _ request: String, _ body: () async throws -> Answer
    ) async throws -> Answer {
        guard let key else { return try await body() }
        if let known = try await store.answer(firm: firm, key: key) {
            guard known.request == request else {
                throw Problem(422, "idempotencyKeyUsed", "This Idempotency-Key was used for another request.")
            }
            return Answer(status: known.status, body: known.body)
        }
        let answer = try await body()
        try await store.keep(
            IdempotentAnswer(request: request, status: answer.status, body: answer.body), firm: firm, key: key,
            at: clock.seconds)
        return answer
    }

    private nonisolated func answer(
        _ declarations: [Declaration], _ notices: [DeclarationNotice], _ problems: [MessageReading.Problem], status: Int
    ) -> Answer {
        var json = JSONText()
        json.object { json in
            json.array("declarations", declarations) { json, declaration in
                json.object { json in
                    json.field("reference", declaration.reference)
                    json.field("version", declaration.version)
                    json.field("status", declaration.status.rawValue)
                    json.field(
                        "movementReference", "MV-" + secrets.code("movement", declaration.reference, bytes: 8))
                    json.object("understood") { DeclarationRenderer.content(&$0, declaration) }
                }
            }
            json.array("cancelled", notices.filter { $0.kind == .cancelled }) { json, notice in
                json.value(notice.reference)
            }
            json.array("warnings", problems.filter { !$0.isError }) { json, problem in
                json.object {
                    $0.field("position", problem.position)
                    $0.field("message", problem.message)
                }
            }
        }
        return Answer(status: status, body: json.text)
    }

    private func inOrder(_ body: @escaping @Sendable () async throws -> Answer) async throws -> Answer {
        guard waiting < 500 else { throw Problem.tooMany("Many declarations are being taken.", retryAfter: 2) }
        waiting += 1
        defer { waiting -= 1 }
        let previous = last
        let task = Task {
            await previous?.value
            return try await body()
        }
        last = Task { _ = try? await task.value }
        return try await task.value
    }
}
