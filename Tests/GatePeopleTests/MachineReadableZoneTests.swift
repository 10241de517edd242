import GateDomain
import Testing

@testable import GatePeople

struct MachineReadableZoneTests {
    static let passport = [
        "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
    ]

    /// ICAO's own examples.
    @Test func checkDigits() {
        #expect(MRZCheckDigit.of("520727") == 3)
        #expect(MRZCheckDigit.of("AB2134<<<") == 5)
    }

    @Test func aPassportIsVerified() throws {
        let zone = try #require(MachineReadableZone(lines: Self.passport))
        #expect(zone.status == .verified && zone.format == .td3 && zone.checks.count == 5)
        #expect([zone.documentType, zone.issuer, zone.number, zone.nationality] == ["P", "UTO", "L898902C3", "UTO"])
        #expect(
            [zone.surname, zone.givenNames, zone.optional, zone.sex] == ["ERIKSSON", "ANNA MARIA", "ZE184226B", "F"])
        let now = try #require(Instant(rfc3339: "2026-03-02T03:00:00Z"))
        #expect(zone.birthDate(at: now) == "1974-08-12" && zone.expiryDate(at: now) == "2012-04-15")
        #expect(zone.isExpired(at: now) == true)
        #expect(zone.isExpired(at: try #require(Instant(rfc3339: "2012-04-15T23:59:59Z"))) == false)
    }

    @Test func cardsAndVisas() throws {
        let card = try #require(
            MachineReadableZone(lines: [
                "I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6", "ERIKSSON<<ANNA<MARIA<<<<<<<<<<",
            ]))
        #expect(card.status == .verified && card.format == .td1 && card.number == "D23145890")
        let older = try #require(
            MachineReadableZone(lines: [
                "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "D231458907UTO7408122F1204159<<<<<<<6",
            ]))
        #expect(older.status == .verified && older.format == .td2)
        let visa = try #require(
            MachineReadableZone(lines: [
                "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L8988901C4XXX4009078F96121096ZE184226B<<<<<<",
            ]))
        #expect(visa.status == .verified && visa.format == .mrva && visa.nationality == "XXX")
    }

    /// A long number goes on in the optional data (9303-5, 4.2.2.1 note j): D23145890734 with check digit 9.
    @Test func aLongNumber() throws {
        let zone = try #require(
            MachineReadableZone(lines: [
                "I<UTOD23145890<7349<<<<<<<<<<<", "3407127M9507122UTO<<<<<<<<<<<2", "STEVENSON<<PETER<JOHN<<<<<<<<<",
            ]))
        #expect(zone.number == "D23145890734" && zone.checks[.number] == true && zone.optional.isEmpty)
    }

    @Test func whatNoDocumentSays() throws {
        func second(_ text: String) throws -> MachineReadableZone {
            try #require(MachineReadableZone(lines: [Self.passport[0], text]))
        }
        #expect(try second(Self.passport[1].replacing("UTO", with: "QQQ")).findings.count == 1)
        #expect(
            try second("L898902C36UTO7413122F1204159ZE184226B<<<<<10").findings.contains { $0.hasPrefix("birthDate") })
        #expect(MachineReadableZone(lines: ["P<UTO", "L8"]) == nil)
        #expect(MachineReadableZone(lines: []) == nil)
        #expect(MachineReadableZone(lines: [Self.passport[0], Self.passport[1].lowercased()]) == nil)
    }

    /// Every character of the second line to every other: what still counts as verified changed nothing that is checked, or stands in a
    /// class that the check digit cannot see.
    @Test func everyChangeIsFoundOrBlind() throws {
        let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<")
        let line = Array(Self.passport[1])
        var blind = 0
        for place in line.indices {
            for other in alphabet where other != line[place] {
                var changed = line
                changed[place] = other
                let zone = try #require(MachineReadableZone(lines: [Self.passport[0], String(changed)]))
                guard zone.status == .verified else { continue }
                let unchecked = (10..<13).contains(place) || place == 20
                let old = try #require(MRZCheckDigit.value(line[place]))
                let new = try #require(MRZCheckDigit.value(other))
                #expect(unchecked || (old - new) % 10 == 0, "\(place): \(line[place]) to \(other)")
                blind += unchecked ? 0 : 1
            }
        }
        #expect(blind > 0 && blind < 120)
    }
}
