import GateDomain
import GateManifests
import Testing

@Suite struct EDIFACTTests {
    static func only(_ text: String) throws -> Declaration {
        let reading = Samples.read(text)
        #expect(reading.problems.isEmpty, "\(reading.problems)")
        return try #require(reading.declarations.first)
    }

    @Test func readsAManifest() throws {
        let reading = Samples.read(Samples.cuscar)
        #expect(reading.format == .edifact && reading.messages == ["CUSCAR:D:96B:UN"])
        let declaration = try Self.only(Samples.cuscar)
        #expect(declaration.reference == "MAN-7" && declaration.version == 1_772_439_300)
        #expect(declaration.vehicle.tractorPlate?.text == "12C12345")
        #expect(declaration.vehicle.trailerPlate?.text == "12R01234")
        #expect(declaration.containers.map(\.number) == ["MSCU0137155", "CSQU3054383"])
        #expect(declaration.containers[0].grossKg == 24500.5 && declaration.containers[0].tareKg == 2200)
        #expect(declaration.containers[0].seals == [Declaration.Seal(number: "S1", issuer: "CU")])
        #expect(declaration.containers[1].celsius == -18 && declaration.containers[1].load == .full)
        #expect(declaration.consignments.map(\.reference) == ["BILL-1"])
        #expect(declaration.parties.consignee == "IMPORTER'S" && declaration.parties.consignor == "GROWER")
        let goods = try #require(declaration.goods.first)
        #expect(goods.description == "JACKFRUIT: FRESH+SWEET" && goods.hsCode == "0810905000" && goods.packages == 800)
        #expect(goods.grossKg == 24000 && goods.containers == ["MSCU0137155"] && goods.consignment == "BILL-1")
        #expect(goods.hazards == [Declaration.Hazard(unNumber: "1203", hazardClass: "3")])
        #expect(declaration.other["LOC+60"] == "VNLSN" && declaration.other["NAD+MS"] == "LINE")
    }

    /// The three places of a plate, and what is none.
    @Test(arguments: [
        ("TDT+1++3++:172:ZZZ+++993NGR:146'", "993NGR", nil as String?),
        ("TDT+1++3+++++854WA:146'", "854WA", nil), ("TDT+1++3+++++854WA'", "854WA", nil),
        ("TDT+1++3++JKT888:172:87'", "JKT888", nil),
        ("TDT+1+120+8++TRUCKER CORP.+++XA212345:146::JOHN DOE'", "XA212345", "JOHN DOE"),
        ("TDT+20+V1+1++ALU:172:166+++1111111:146::CHRISTIAN'", nil, nil), ("TDT+1++3++CARRIER:172'", nil, nil),
    ])
    func findsPlates(segment: String, plate: String?, driver: String?) {
        let reading = Samples.read(Samples.edifact("COPINO", "BGM+661+C-1+9'\n\(segment)\nEQD+CN+MSCU0137155'"))
        #expect(reading.declarations.first?.vehicle.tractorPlate?.text == plate)
        #expect(reading.declarations.first?.vehicle.driver == driver)
        #expect(reading.problems.isEmpty, "\(reading.problems)")
    }

    @Test(arguments: ["CUSCAR", "CUSDEC", "COPRAR", "COPINO", "CODECO", "IFTMIN", "IFTSTA", "BAPLIE"])
    func everyTypeGivesItsBoxes(type: String) throws {
        let declaration = try Self.only(
            Samples.edifact(type, "BGM+34+D-1+9'\nEQD+CN+MSCU0137155+22G1:102:5++2+4'\nCNT+16:1'"))
        #expect(declaration.containers.first?.load == .empty && declaration.reference == "D-1")
        #expect(declaration.isLive(at: Instant(microseconds: 0)) == (type != "IFTSTA"))
        #expect(declaration.direction == (type == "CODECO" ? .entry : nil))
    }

    /// Wrong counts and texts are findings with their position; the message is kept.
    @Test(arguments: [
        ("UNT+25+1", "UNT+9+1", "segment 26 UNT, element 1, line 26"),
        ("UNT+25+1", "UNT+25+2", "segment 26 UNT, element 2"),
        ("UNZ+1", "UNZ+2", "segment 27 UNZ, element 1"), ("+77'\nUNH", "+78'\nUNH", "UNZ names \"77\", UNB \"78\""),
        ("CNT+16:2", "CNT+16:3", "control total 16 is 3, read were 2"), ("CNT+8:800", "CNT+8:801", "control total 8"),
        ("KGM:24500,5", "KGM:heavy", "segment 9 MEA, element 3.2, line 9: \"heavy\" is no weight"),
        ("EQD+CN+CSQU3054383", "EQD+CN+", "without number"), ("-18:CEL", "cold:CEL", "no temperature"),
        ("GID+1+800:CT", "GID+1+many:CT", "number of packages"), ("SEL+S1+CU'\n", "SEL+S1+CU\n", "end mark is missing"),
        ("UNT+25+1'\n", "", "no UNT"), ("UNZ+1+77'", "", "no UNZ"),
    ])
    func namesWhatIsWrong(old: String, new: String, message: String) throws {
        let broken = Samples.cuscar.replacing(old, with: new)
        #expect(broken != Samples.cuscar)
        let reading = Samples.read(broken)
        #expect(reading.problems.contains { "\($0)".contains(message) && $0.severity == .error }, "\(reading.problems)")
        let declaration = try #require(reading.declarations.first)
        #expect(declaration.reference == "MAN-7" && declaration.containers.first?.number == "MSCU0137155")
    }

    @Test func oneBadMessageLeavesTheOthers() {
        let text = """
            UNA:+.? 'UNB+UNOA:2+S+R+260302:0830+5'UNH+1+COPINO:D:95B:UN'BGM+661+A+9'TDT+1++3+++++12C12345'UNT+4+1'\r
            UNH+2+COPINO:D:95B:UN'BGM+661+B+9'EQD+CN'UNT+99+2'
            UNH+3+COPINO:D:95B:UN'BGM+661+C+9'TDT+1++3+++++12C54321'UNT+4+3'UNZ+3+5'
            """
        let reading = Samples.read(text)
        #expect(reading.declarations.map(\.reference) == ["A", "B", "C"])
        #expect(reading.problems.filter { $0.severity == .error }.count == 2)
        #expect(reading.problems.contains { $0.message.contains("cannot be matched") && $0.severity == .warning })
    }

    @Test func takesOtherServiceCharacters() throws {
        let text =
            "UNA|*,! ~UNB*UNOA|1*S*R*260302|0830*5~UNH*1*COPINO|D|95B|UN~BGM*661*A!*1*9~"
            + "TDT*1**3*****12C12345~EQD*CN*MSCU0137155~MEA*AAE*G*KGM|12,5~UNT*6*1~UNZ*1*5~"
        let declaration = try Self.only(text)
        #expect(declaration.reference == "A*1" && declaration.containers.first?.grossKg == 12.5)
    }

    @Test func readsLatin1() throws {
        var bytes = Array(Samples.edifact("COPINO", "BGM+661+A+9'\nTDT+1++3+++++12C12345'\nNAD+CN+++CAFE'").utf8)
        let place = try #require(bytes.indices.first { bytes[$0...].starts(with: "CAFE".utf8) })
        bytes[place + 3] = 0xC9
        #expect(ManifestReader().read(bytes, name: "f").declarations.first?.parties.consignee == "CAFÉ")
    }

    @Test(arguments: [("1", DeclarationNotice.Kind.cancelled), ("3", .cancelled)])
    func cancellationsAreNotices(function: String, kind: DeclarationNotice.Kind) {
        let reading = Samples.read(Samples.edifact("CUSDEC", "BGM+929+D-1+\(function)'\nRFF+ABT:26VN1'"))
        #expect(reading.declarations.isEmpty)
        #expect(reading.notices.map(\.kind) == [kind] && reading.notices.map(\.reference) == ["26VN1"])
        #expect(reading.notices.first?.version == 1_772_440_200)
    }

    @Test func amendmentsAreLaterVersions() {
        let first = Samples.read(Samples.edifact("CUSDEC", "BGM+929+D-1+9'\nEQD+CN+MSCU0137155'"))
        let second = Samples.read(
            Samples.edifact("CUSDEC", "BGM+929+D-1+5'\nEQD+CN+MSCU0137155'", prepared: "260302:0900"))
        #expect((second.declarations.first?.version ?? 0) > (first.declarations.first?.version ?? 0))
        #expect(second.declarations.first?.reference == first.declarations.first?.reference)
        // What is changed alone is put upon the rest, wherever that is.
        let change = Samples.read(
            Samples.edifact("CUSDEC", "BGM+929+D-1+4'\nEQD+CN+CSQU3054383'", prepared: "260302:0900"))
        #expect(change.declarations.isEmpty && change.notices.map(\.kind) == [.changed])
        #expect((change.notices.first?.version ?? 0) > (first.declarations.first?.version ?? 0))
        let changed = first.declarations.first?.applying(change.notices)
        #expect(changed?.containers.map(\.number) == ["MSCU0137155", "CSQU3054383"])
    }

    @Test func statusMessagesAreNotices() {
        let iftsta = Samples.read(
            Samples.edifact("IFTSTA", "BGM+23+S-1+9'\nCNI+1+MRN1'\nSTS+1+REL::ZZZ:OK'\nCNI+2+MRN2'\nSTS+1+21'"))
        #expect(iftsta.declarations.isEmpty && iftsta.notices.map(\.reference) == ["MRN1", "MRN2"])
        #expect(iftsta.notices.map(\.kind) == [.released, .noted])
        let cusres = Samples.read(
            Samples.edifact("CUSRES", "BGM+961+S-1+9'\nRFF+ABT:MRN1'\nGIS+2:120:ZZZ:N'\nGIS+1:120:ZZZ:N'"))
        #expect(cusres.notices.map(\.kind) == [.refused], "one held box holds the declaration")
    }
}
