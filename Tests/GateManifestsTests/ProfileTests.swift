import GateDomain
import GateManifests
import Testing

@Suite struct ProfileTests {
    static let whole = Declaration(
        reference: "P-1", version: 7, status: .cleared, direction: .exit, gate: "g",
        vehicle: .init(tractorPlate: Plate("12C12345"), trailerPlate: Plate("12R01234"), driver: "D"),
        containers: [
            .init(
                number: "MSCU0137155", sizeType: SizeTypeCode("22R1"), seals: [.init(number: "S", issuer: "CU")],
                grossKg: 100, tareKg: 20, verifiedGrossKg: 120.5, load: .full, celsius: -18)
        ],
        goods: [
            .init(
                hsCode: "320810", description: "paint", packages: 3, netKg: 90, grossKg: 100, origin: "CN", value: 5.5,
                currency: "USD", hazards: [.init(unNumber: "1263", hazardClass: "3")], consignment: "B1",
                containers: ["MSCU0137155"])
        ],
        consignments: [.init(reference: "B1", parties: .init(consignee: "c"))],
        parties: .init(declarant: "d", consignor: "s", consignee: "c", carrier: "r"),
        documents: [.init(kind: "permit", number: "N", validUntil: Instant(rfc3339: "2026-03-05T00:00:00Z"))],
        channel: .yellow, trips: 2, trade: .twoWay, other: ["LOC+9": "X; Y"])

    @Test func writesAndReadsTheWholeModel() {
        let reading = Samples.read(ManifestWriter.jsonLine(Self.whole))
        #expect(reading.problems.isEmpty && reading.declarations == [Self.whole], "\(reading)")
    }

    @Test func keepsWhatItDoesNotKnow() {
        let reading = Samples.read(
            """
            {"reference":"A","x":1,"containers":[{"number":"B","y":"2","seals":[{"number":"S","z":"3"}]}]}
            """)
        #expect(
            reading.declarations.first?.other == ["x": "1", "containers[0].y": "2", "containers[0].seals[0].z": "3"])
    }

    @Test func writesAndReadsNotices() {
        let notice = DeclarationNotice(reference: "P-1", version: 9, kind: .released, remark: "r")
        #expect(Samples.read(ManifestWriter.jsonLine(notice)).notices == [notice])
        #expect(Samples.read("{\"notice\":{\"reference\":\"A\",\"kind\":\"gone\"}}").problems.isEmpty == false)
    }

    /// Each wire format's declaration prints as the profile and reads back the same.
    @Test(arguments: [Samples.cuscar, Samples.sad, Samples.awmds, Samples.wco, Samples.ncts("CC015C")])
    func wireDeclarationsRoundTrip(text: String) {
        for declaration in Samples.read(text).declarations {
            #expect(Samples.read(ManifestWriter.jsonLine(declaration)).declarations == [declaration])
        }
    }

    @Test func readsTheVNACCSProfile() throws {
        let table = Samples.read(
            """
            ICN,VER,VSN,CHN,COT,SEL,GW,CMD,CMN,OR,BPR,UPC,LIC
            105,2,12C12345/12R01234,2,MSCU0137155,S1/CU,1000,081090,fruit,VN,10.5,USD,L1|Q1/quarantine
            """)
        #expect(reading(table) && table.format == .vnaccs, "\(table.problems)")
        let declaration = try #require(table.declarations.first)
        #expect(declaration.reference == "105" && declaration.version == 2 && declaration.channel == .yellow)
        #expect(declaration.vehicle.trailerPlate?.text == "12R01234" && declaration.containers.first?.grossKg == 1000)
        #expect(declaration.documents?.map(\.kind) == ["licence", "quarantine"])
        #expect(declaration.goods.first?.value == 10.5 && declaration.goods.first?.origin == "VN")
        let object = Samples.read(
            "{\"ECN\":306,\"VSN\":\"12C12345\",\"CHN\":3,\"containers\":[{\"COT\":\"CSQU3054383\",\"SEL\":\"A/CU\"}]}")
        #expect(object.format == .vnaccs && object.declarations.first?.channel == .red)
        #expect(object.declarations.first?.containers.first?.seals == [.init(number: "A", issuer: "CU")])
    }

    private func reading(_ reading: ManifestReading) -> Bool { reading.problems.isEmpty }

    @Test func readsTheFurtherColumns() throws {
        let reading = Samples.read(
            """
            reference;tractorPlate;channel;trips;trade;containerNumber;tareKg;verifiedGrossKg;celsius;unNumber;hazardClass;consignment;documents
            A;12C12345;green;3;oneWay;MSCU0137155;2200;26700;-18;1203;3;B1;permit/P1|quarantine/Q1
            """)
        #expect(reading.problems.isEmpty, "\(reading.problems)")
        let declaration = try #require(reading.declarations.first)
        #expect(declaration.trips == 3 && declaration.trade == .oneWay && declaration.channel == .green)
        #expect(declaration.containers.first?.celsius == -18 && declaration.containers.first?.tareKg == 2200)
        #expect(declaration.goods.first?.hazards.first?.unNumber == "1203")
        #expect(
            declaration.consignments.map(\.reference) == ["B1"] && declaration.documents?.map(\.number) == ["P1", "Q1"])
    }
}
