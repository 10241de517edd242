import GateDomain
import GateManifests
import Testing

/// Numbers, units, times, plates and sizes as people write them.
@Suite struct WrittenTests {
    static func table(_ lines: String) -> ManifestReading {
        Samples.read("reference;tractorPlate;containerNumber;grossKg;packages\n" + lines)
    }

    /// The column tells, else the table, else its language, with a word.
    @Test(arguments: [
        ("A;29C11122;B1;24.500;1\nB;29C11123;B2;1234,5;1", 24500.0, true),
        ("A;29C11122;B1;24.500;1\nB;29C11123;B2;12.25;1", 24.5, true),
        ("A;29C11122;B1;24.500;1\nB;29C11123;B2;1.000.000;1", 24500, true), ("A;29C11122;B1;24.500;1", 24500, false),
        ("A;29C11122;B1;24,500;1", 24.5, false), ("A;29C11122;B1;24 500;1", 24500, true),
        ("A;29C11122;B1;24'500,25;1", 24500.25, true), ("A;29C11122;B1;1.234,5;1", 1234.5, true),
        ("A;29C11122;B1;0.500;1", 0.5, true), ("A;29C11122;B1;24500;1.200", 24500, true),
    ])
    func thousands(lines: String, grossKg: Double, isCertain: Bool) {
        let reading = Self.table(lines)
        #expect(reading.declarations.first?.containers.first?.grossKg == grossKg, "\(reading)")
        #expect(reading.problems.isEmpty == isCertain, "\(reading.problems)")
    }

    @Test func whatNothingTellsIsLeftOut() {
        let reading = Samples.read("reference\ttractorPlate\tcontainerNumber\tgrossKg\nA\t29C11122\tB1\t24.500")
        #expect(reading.declarations.first?.containers.first?.grossKg == nil && reading.problems.count == 1)
        let json = Samples.read(#"{"reference":"A","containers":[{"number":"B","grossKg":"24,500"}]}"#)
        #expect(json.declarations.first?.containers.first?.grossKg == nil && json.problems.count == 1)
    }

    /// EDIFACT has no mark between thousands: read as it stands, with a word where nothing else shows that.
    @Test(arguments: [("24.500", 24.5, 1), ("24500.000", 24500, 0), ("24500,5", 24500.5, 0), ("0.500", 0.5, 0)])
    func interchangeNumbers(raw: String, grossKg: Double, problems: Int) {
        let reading = Samples.read(
            Samples.edifact(
                "COPINO", "BGM+661+A+9'\nTDT+1++3+++++12C12345'\nEQD+CN+MSCU0137155'\nMEA+AAE+G+KGM:\(raw)'"))
        #expect(reading.declarations.first?.containers.first?.grossKg == grossKg)
        #expect(reading.problems.count == problems, "\(reading.problems)")
    }

    @Test(arguments: [
        ("KGM", 20.0), ("KG", 20), ("KGS", 20), ("TNE", 20000), ("MT", 20000), ("LBR", 9.071847), ("GRM", 0.02),
    ])
    func units(unit: String, grossKg: Double) throws {
        let edifact = Samples.read(
            Samples.edifact(
                "COPINO", "BGM+661+A+9'\nTDT+1++3+++++12C12345'\nEQD+CN+MSCU0137155'\nMEA+AAE+G+\(unit):20'"))
        let wco = Samples.read(Samples.wco.replacing("unitCode=\"KGM\">100", with: "unitCode=\"\(unit)\">20"))
        let values = try [
            #require(edifact.declarations.first?.containers.first?.grossKg),
            #require(wco.declarations.first?.goods.first?.grossKg),
        ]
        #expect(values.allSatisfy { abs($0 - grossKg) < 0.001 }, "\(values)")
        let unknown = Samples.read(Samples.wco.replacing("unitCode=\"KGM\">100", with: "unitCode=\"XYZ\">20"))
        #expect(unknown.declarations.first?.goods.first?.grossKg == nil && !unknown.problems.isEmpty)
    }

    @Test(arguments: [
        ("202603022359?+07:303", "2026-03-02T16:59:00.000Z"), ("20260302235900?+0530:304", "2026-03-02T18:29:00.000Z"),
        ("202603022359Z:303", "2026-03-02T23:59:00.000Z"), ("20260302:102", "2026-03-02T23:59:59.000Z"),
        ("260302:101", "2026-03-02T23:59:59.000Z"), ("202603020830:203", "2026-03-02T08:30:00.000Z"),
    ])
    func endsOfValidity(text: String, until: String) {
        let reading = Samples.read(Samples.edifact("COPINO", "BGM+661+A+9'\nDTM+36:\(text)'\nTDT+1++3+++++12C12345'"))
        #expect(reading.declarations.first?.validUntil?.rfc3339 == until, "\(reading)")
    }

    /// Times without a zone are the sender's; summer time is known of places.
    @Test(arguments: [
        (nil as String?, "2026-07-01T08:30:00.000Z"), ("+07:00", "2026-07-01T01:30:00.000Z"),
        ("Asia/Ho_Chi_Minh", "2026-07-01T01:30:00.000Z"), ("Europe/Helsinki", "2026-07-01T05:30:00.000Z"),
    ])
    func zones(name: String?, until: String) throws {
        var zones = SenderZones()
        if let name { zones.senders["SENDER"] = SenderZone(name) }
        let text = Samples.edifact("COPINO", "BGM+661+A+9'\nDTM+36:202607010830:203'\nTDT+1++3+++++12C12345'")
        let reading = ManifestReader(zones: zones).read(Array(text.utf8), name: "f")
        #expect(reading.declarations.first?.validUntil?.rfc3339 == until)
        #expect(SenderZone("Nowhere/Town") == nil && SenderZone("7") == nil)
    }

    @Test(arguments: [
        ("29C11122 + 29RM01234", ["29C11122", "29RM01234"]), ("29C-111.22/29RM-012.34", ["29C11122", "29RM01234"]),
        ("29C11122 29RM01234", ["29C11122", "29RM01234"]), ("29C11122 - 29RM01234", ["29C11122", "29RM01234"]),
        ("29C11122&29RM01234;29RM05678", ["29C11122", "29RM01234", "29RM05678"]), ("29C 111.22", ["29C11122"]),
        ("桂F·12345", ["桂F12345"]), ("29C11122/29C11122", ["29C11122"]),
    ])
    func severalPlates(text: String, plates: [String]) {
        let reading = Samples.read("{\"reference\":\"A\",\"vehicle\":{\"tractorPlate\":\"\(text)\"}}")
        let vehicle = reading.declarations.first?.vehicle
        #expect([vehicle?.tractorPlate].compactMap { $0?.text } + (vehicle?.trailers.map(\.text) ?? []) == plates)
    }

    @Test(arguments: [
        ("А123ВС77", "A123BC77", false), ("ΑΒΕ-1234", "ABE1234", false), ("ກທ 1234", "ກທ1234", true),
        ("กข ๑๒๓๔", "กข1234", true),
        ("ភ្នំពេញ 2A-1234", "ភ្នំពេញ2A1234", true), ("１２Ｃ１２３４５", "12C12345", false), ("KÜN-AB 123", "KÜNAB123", true),
        ("Б123ГД", "Б123ГД", true),
    ])
    func scripts(text: String, plate: String, isSaid: Bool) {
        let reading = Samples.read("{\"reference\":\"A\",\"vehicle\":{\"tractorPlate\":\"\(text)\"}}")
        #expect(reading.declarations.first?.vehicle.tractorPlate?.text == plate)
        #expect(reading.problems.isEmpty != isSaid, "\(reading.problems)")
    }

    @Test(arguments: [
        ("40HC", "45G1"), ("40'HQ", "45G1"), ("20GP", "22G1"), ("40DV", "42G1"), ("45HC", "L5G1"), ("20RF", "22R1"),
        ("40RH", "45R1"),
        ("22G1", "22G1"), ("22GP", "22GP"), ("4310", "4310"), ("40RF", nil as String?), ("40XX", nil), ("BIG", nil),
    ])
    func sizes(text: String, code: String?) {
        #expect(SizeTypeCode(declared: text)?.text == code)
    }

    @Test func excelHeaders() {
        let sep = Samples.read("sep=;\r\nREFERENCE;Tractor Plate;Container_Number\r\nA;29C11122;MSCU0137155\r\n")
        #expect(sep.declarations.first?.vehicle.tractorPlate?.text == "29C11122" && sep.problems.isEmpty, "\(sep)")
        let latin = ManifestReader().read(
            Array("reference;tractorPlate;consignee\nA;29C11122;M".utf8) + [0xFC] + Array("ller\n".utf8), name: "f")
        #expect(latin.declarations.first?.parties.consignee == "Müller" && latin.problems.count == 1)
        var utf16: [UInt8] = [0xFF, 0xFE]
        for unit in "reference\ttractorPlate\r\nA\t桂F12345".utf16 { utf16 += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
        #expect(ManifestReader().read(utf16, name: "f").declarations.first?.vehicle.tractorPlate?.text == "桂F12345")
    }

    /// What is later in a file counts for later, also within a minute.
    @Test func orderWithinAMinute() {
        let text = Samples.edifact("CUSCAR", "BGM+85+D+9'\nTDT+20++3+++++29C11111'")
        let second = text.replacing("29C11111", with: "29C22222").replacing("+D+9", with: "+D+5")
        let cancelled = text.replacing("+D+9", with: "+D+1")
        let reading = Samples.read(text + "\n" + second + "\n" + cancelled)
        #expect(reading.declarations.count == 2 && reading.notices.count == 1)
        let standing = reading.declarations.max { $0.version < $1.version }
        #expect(standing?.vehicle.tractorPlate?.text == "29C22222")
        #expect(standing?.applying(reading.notices).status == .cancelled)
        let again = Samples.read(cancelled + "\n" + text)
        #expect(again.declarations.first?.applying(again.notices).status == .accepted)
    }
}
