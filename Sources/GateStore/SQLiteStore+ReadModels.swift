public import GateDomain

extension SQLiteStore {
    public func sensorEvents() throws -> [SensorEvent] {
        try connection.run(
            """
            SELECT id, payload FROM sensor_events
            WHERE at >= (SELECT max(at) FROM sensor_events) - 259200000000 ORDER BY at, id
            """
        ).compactMap {
            // An older version took what cannot be; such a report is left out, and no gate stands still for it.
            try? CanonicalJSON.decode(
                SensorEvent.self, from: $0[1].text, of: "sensor event \($0[0].text ?? "")", in: path)
        }
    }

    public func passages() throws -> [(passage: Passage, verdict: Verdict)] { try passages(lastHours: nil) }

    /// Of the hours before the newest one alone.
    public func passages(lastHours hours: Double?) throws -> [(passage: Passage, verdict: Verdict)] {
        let horizon = hours.map { "decided >= (SELECT max(decided) FROM passages) - \(Int64(saturating: $0 * 3.6e9))" }
        return try connection.run(
            "SELECT id, payload, verdict FROM passages WHERE \(horizon ?? "1") ORDER BY decided, id"
        ).map { row in
            let name = "passage \(row[0].text ?? "")"
            return (
                try CanonicalJSON.decode(Passage.self, from: row[1].text, of: name, in: path),
                try CanonicalJSON.decode(Verdict.self, from: row[2].text, of: name, in: path)
            )
        }
    }

    /// Every sighting, by time.
    public func sightings() throws -> [Sighting] { try sightings(where: "1") }

    public func unassignedSightings() throws -> [Sighting] {
        // A passage is complete minutes after its sightings; two days are plenty. Dark cameras make no passage of their own: only those
        // of the last minutes still matter.
        try sightings(
            where: """
                settled > (SELECT max(settled) FROM sightings) - 172800000000
                AND NOT EXISTS (SELECT 1 FROM passage_sightings WHERE sighting = id)
                AND (kind <> 'cameraDark' OR settled > (SELECT max(settled) FROM sightings) - 600000000)
                """)
    }

    private func sightings(where condition: String) throws -> [Sighting] {
        try connection.run("SELECT id, payload FROM sightings WHERE \(condition) ORDER BY settled, id").map {
            try CanonicalJSON.decode(Sighting.self, from: $0[1].text, of: "sighting \($0[0].text ?? "")", in: path)
        }
    }

    /// Every case, by id.
    public func cases() throws -> [ClearanceCase] {
        try connection.run("SELECT id, payload FROM cases ORDER BY id").map {
            try CanonicalJSON.decode(ClearanceCase.self, from: $0[1].text, of: "case \($0[0].text ?? "")", in: path)
        }
    }
}
