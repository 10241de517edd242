import GateDomain

/// What the chain of a database before schema 5 can tell: the last word of its audit log on passages, cases, declarations and notices,
/// and sightings and sensor events against hashes of their own.
struct LegacyVerification {
    let connection: Connection
    /// Hashes of heads that were kept elsewhere.
    let heads: Set<String>

    func run(into report: inout VerifyReport) throws {
        // The last word of the audit log on each thing.
        var passages: [String: Digest] = [:]
        var verdicts: [String: Digest] = [:]
        var cases: [String: Digest] = [:]
        var declarations: [String: Digest] = [:]
        var notices: [String: Digest] = [:]
        var failures: [String] = []
        var walk = ChainWalk(seeking: heads)
        try connection.step(AuditRow.query(held: false)) { statement in
            let row = AuditRow(statement)
            failures += walk.check(row) { _ in false }
            let (action, subject, after) = (row.actionText, row.subjectText, row.afterDigest)
            switch action {
            case "passage.seen": passages[subject] = after
            case "passage.decided": verdicts[subject] = after
            case "declaration.taken": declarations[subject] = after
            case "notice.taken": notices[subject] = after
            case _ where action.hasPrefix("case."): cases[subject] = after
            default: failures.append("audit record \(row.sequence): unknown action \"\(action)\"")
            }
        }
        report.auditRecords = Int(walk.count)
        report.head = walk.head
        failures += try walk.headFailures(connection)

        var sightings: Set<String> = []
        try connection.each("SELECT id, payload, sha256 FROM sightings ORDER BY id") { row in
            let id = row[0].text ?? ""
            sightings.insert(id)
            if Hashing.sha256Hex(Array((row[1].text ?? "").utf8)) != row[2].text {
                failures.append("sighting \(id): changed after it was written")
            }
        }
        report.sightings = sightings.count
        if try Schema.has("sensor_events", connection) {
            try connection.each("SELECT id, payload, sha256 FROM sensor_events ORDER BY id") { row in
                report.sensorEvents += 1
                if Hashing.sha256Hex(Array((row[1].text ?? "").utf8)) != row[2].text {
                    failures.append("sensor event \(row[0].text ?? ""): changed after it was written")
                }
            }
        }

        try connection.each("SELECT id, payload, verdict FROM passages ORDER BY id") { row in
            let id = row[0].text ?? ""
            report.passages += 1
            if passages.removeValue(forKey: id) != row[1].text.map({ Digest($0) }) {
                failures.append("passage \(id): not as the audit log has it")
            }
            if verdicts.removeValue(forKey: id) != row[2].text.map({ Digest($0) }) {
                failures.append("verdict of passage \(id): not as the audit log has it")
            }
        }
        for id in passages.keys.sorted() { failures.append("passage \(id): in the audit log, but missing") }
        try connection.each("SELECT id, payload FROM cases ORDER BY id") { row in
            let id = row[0].text ?? ""
            if cases.removeValue(forKey: id) != row[1].text.map({ Digest($0) }) {
                failures.append("case \(id): not as the audit log has it")
            }
        }
        for id in cases.keys.sorted() { failures.append("case \(id): in the audit log, but missing") }
        try connection.each("SELECT reference, version, payload FROM declarations ORDER BY reference, version") { row in
            let subject = "\(row[0].text ?? "") v\(row[1].integer ?? 0)"
            if declarations.removeValue(forKey: subject) != row[2].text.map({ Digest($0) }) {
                failures.append("declaration \(subject): not as the audit log has it")
            }
        }
        for id in declarations.keys.sorted() { failures.append("declaration \(id): in the audit log, but missing") }
        if try Schema.has("notices", connection) {
            try connection.each("SELECT reference, version, kind, payload FROM notices ORDER BY 1, 2, 3") { row in
                let subject = "\(row[0].text ?? "") v\(row[1].integer ?? 0) \(row[2].text ?? "")"
                if notices.removeValue(forKey: subject) != row[3].text.map({ Digest($0) }) {
                    failures.append("notice \(subject): not as the audit log has it")
                }
            }
        }
        for id in notices.keys.sorted() { failures.append("notice \(id): in the audit log, but missing") }

        try connection.each("SELECT sighting, passage FROM passage_sightings ORDER BY sighting") { row in
            guard let sighting = row[0].text, !sightings.contains(sighting) else { return }
            failures.append("sighting \(sighting) of passage \(row[1].text ?? ""): missing")
        }
        failures += try derivedFailures()
        report.failures += failures
    }

    /// Columns, links and sightings against what passages and cases, which the chain covers, say of them.
    private func derivedFailures() throws -> [String] {
        var failures: [String] = []
        for row in try connection.run("SELECT id, state, payload FROM cases ORDER BY id") {
            let name = "case \(row[0].text ?? "")"
            let opened = try? CanonicalJSON.decode(ClearanceCase.self, from: row[2].text, of: name, in: connection.path)
            if opened.map({ SQLiteStore.word($0.state) }) != row[1].text {
                failures.append("\(name): its state is not as its payload has it")
            }
        }
        try connection.each("SELECT id, gate, lane, decided, payload FROM passages ORDER BY id") { row in
            let id = row[0].text ?? ""
            guard
                let passage = try? CanonicalJSON.decode(
                    Passage.self, from: row[4].text, of: "passage \(id)", in: connection.path)
            else {
                failures.append("passage \(id): cannot be understood")
                return
            }
            if passage.id != id || passage.place.gate != row[1].text || passage.place.lane != row[2].text
                || passage.decided.microseconds != row[3].integer
            {
                failures.append("passage \(id): its place or time is not as its payload has it")
            }
            for sighting in passage.sightings { failures += try self.failures(of: sighting, in: id) }
        }
        return failures
    }

    private func failures(of sighting: Sighting, in passage: String) throws -> [String] {
        let (id, key) = (sighting.id, [Connection.Value.text(sighting.id)])
        guard let stored = try connection.run("SELECT payload FROM sightings WHERE id = ?", key).first else {
            return ["sighting \(id) of passage \(passage): missing"]
        }
        var failures: [String] = []
        if try CanonicalJSON.encode(sighting) != stored[0].text {
            failures.append("sighting \(id): not as passage \(passage) has it")
        }
        let pictures = try connection.run(
            "SELECT sha256 FROM sighting_evidence WHERE sighting = ? ORDER BY ordinal", key)
        if pictures.map({ $0[0].text }) != sighting.evidence {
            failures.append("sighting \(id): its pictures are not as passage \(passage) has them")
        }
        let link = "SELECT 1 FROM passage_sightings WHERE sighting = ? AND passage = ?"
        if try connection.run(link, key + [.text(passage)]).isEmpty {
            failures.append("sighting \(id) in passage \(passage): missing")
        }
        return failures
    }
}
