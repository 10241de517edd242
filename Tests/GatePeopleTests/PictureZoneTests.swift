import GateDomain
import Testing

@testable import GatePeople

@Suite("Zones read from pictures") struct PictureZoneTests {
    static let passport = [
        "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
    ]

    /// Every character sure, but for these: (line, column) → probability, nil for hidden.
    static func read(_ lines: [String], doubts: [[Int]: Double?] = [:]) -> FormRead {
        FormRead(
            form: "TD3",
            lines: lines.enumerated().map { row, line in
                line.enumerated().map { column, character in
                    guard let doubt = doubts[[row, column]] else { return ReadCharacter(character, probability: 0.99) }
                    return doubt.map { ReadCharacter(character, probability: $0) }
                }
            }, corners: Quad(box: Box(x: 0, y: 0, width: 440, height: 60)), loss: 0)
    }

    @Test("What is clear and holds is verified")
    func clear() throws {
        let zone = try #require(MachineReadableZone(read: Self.read(Self.passport)))
        #expect(zone.status == .verified && zone.unseen.isEmpty && zone.lines == Self.passport)
    }

    struct Doubt: Sendable {
        var place: [Int]
        var fields: Set<MachineReadableZone.Field>
    }

    static let cases: [Doubt] = [
        Doubt(place: [1, 3], fields: [.number, .composite]), Doubt(place: [1, 19], fields: [.birthDate, .composite]),
        Doubt(place: [1, 22], fields: [.expiryDate, .composite]),
        Doubt(place: [1, 30], fields: [.optional, .composite]),
        Doubt(place: [1, 43], fields: [.composite]), Doubt(place: [0, 7], fields: []),
        Doubt(place: [1, 11], fields: []), Doubt(place: [1, 20], fields: []),
    ]

    @Test("A doubtful character takes the word from every check digit that counts it", arguments: cases)
    func doubtful(doubt: Doubt) throws {
        let zone = try #require(MachineReadableZone(read: Self.read(Self.passport, doubts: [doubt.place: 0.6])))
        #expect(zone.unseen == doubt.fields && zone.status == (doubt.fields.isEmpty ? .verified : .unread))
    }

    @Test("What nobody can see is a filler and said; the zone is not verified, in the name neither")
    func hidden() throws {
        for place in [[0, 6], [1, 4]] {
            let read = Self.read(Self.passport, doubts: [place: Double?.none])
            let zone = try #require(MachineReadableZone(read: read))
            #expect(zone.status != .verified)
            #expect(zone.findings.contains("line \(place[0] + 1), character \(place[1] + 1): cannot be seen"))
        }
    }

    @Test("A number altered after its check digit was made fails, sure or not elsewhere")
    func forged() throws {
        var lines = Self.passport
        lines[1] = "L898903" + lines[1].dropFirst(7)
        #expect(try #require(MachineReadableZone(read: Self.read(lines))).status == .failed)
        let zone = try #require(MachineReadableZone(read: Self.read(lines, doubts: [[1, 15]: 0.3])))
        #expect(zone.status == .failed && zone.checks[.number] == false && !zone.unseen.contains(.number))
    }

    @Test("Each form has the lines of its format, and each specimen's characters stand where its form expects them")
    func forms() throws {
        for form in MachineReadableZone.forms {
            let lengths = form.lines.map(\.count)
            #expect([[44, 44], [36, 36], [30, 30, 30]].contains(lengths), "\(form.name)")
        }
        let td3 = try #require(MachineReadableZone.forms.first { $0.name == "TD3" })
        for (line, allowed) in zip(Self.passport, td3.lines) {
            for (character, set) in zip(line, allowed) { #expect(set.contains(character)) }
        }
    }
}
