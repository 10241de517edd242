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
            failures += walk.check(row)
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
        report.failures += failures
    }
}
