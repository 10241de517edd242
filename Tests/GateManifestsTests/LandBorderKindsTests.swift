import GateDomain
import GateManifests
import Testing

/// Kinds of messages that land borders see beside EDIFACT, NCTS, ASYCUDA and WCO: what a gate needs of each.
@Suite struct LandBorderKindsTests {
    static let gmr = """
        {"gmrId":"GMRA00003I3M","state":"OPEN","direction":"UK_INBOUND","updatedDateTime":"2026-03-02T08:52:04.791Z","inspectionRequired":true,
        "vehicleRegNum":"AB12 CDE","trailerRegistrationNums":["TR1 234","TR5 678"],"containerReferenceNums":["MSCU0137155"],
        "customsDeclarations":[{"customsDeclarationId":"26GB000000000000A1"}]}
        """

    static let trip = [
        "ISA*00*          *00*          *02*ABCD           *ZZ*CBP            *260302*0830*U*00401*000000001*0*P*:",
        "GS*AQ*ABCD*CBP*20260302*0830*1*X*004060", "ST*358*0001", "M10*ABCD*J*US***ABCD00000001", "P4*2304*20260302",
        "VID*TR**T12345", "REF*LV*7ABC123", "VID*TL*XYZU*777*SEAL9", "REF*LV*9TRL456", "VID*CN*MSCU*0137155*SEAL1",
        "M7*SEAL2",
        "N9*BM*ABCDBILL1", "SE*11*0001", "GE*1*1", "IEA*1*000000001", "",
    ].joined(separator: "~")

    static let entrySummary = """
        <ie:CC315A xmlns:ie="urn:ie"><MesSenMES3>CARRIER</MesSenMES3><MesRecMES6>NICA.FI</MesRecMES6><DatOfPreMES9>260302</DatOfPreMES9>
        <TimOfPreMES10>0830</TimOfPreMES10><MesIdeMES19>1</MesIdeMES19><MesTypMES20>CC315A</MesTypMES20>
        <HEAHEA><RefNumHEA4>ENS-1</RefNumHEA4><TraModAtBorHEA76>3</TraModAtBorHEA76><IdeOfMeaOfTraCroHEA85>ABC-123/DEF-456</IdeOfMeaOfTraCroHEA85>
        <NatOfMeaOfTraCroHEA87>FI</NatOfMeaOfTraCroHEA87></HEAHEA><TRACONCO1><NamCO17>Sender Oy</NamCO17></TRACONCO1>
        <GOOITEGDS><IteNumGDS7>1</IteNumGDS7><GooDesGDS23>paper</GooDesGDS23><GroMasGDS46>12000</GroMasGDS46>
        <COMCODGODITM><ComNomCMD1>480255</ComNomCMD1></COMCODGODITM><CONNR2><ConNumNR21>MSCU0137155</ConNumNR21></CONNR2>
        <PACGS2><NumOfPacGS24>12</NumOfPacGS24></PACGS2></GOOITEGDS><SEAID529><SeaIdSEAID530>S-1</SeaIdSEAID530></SEAID529></ie:CC315A>
        """

    static let roadManifest = """
        <Manifest xmlns="urn:Declaration:datamodel:standard:CN:MT4401:1"><Head><MessageID>M</MessageID><FunctionCode>2</FunctionCode>
        <MessageType>MT4401</MessageType><SenderID>S1</SenderID><SendTime>20260302083000000</SendTime></Head>
        <Declaration><ID>CN1</ID><Carrier><ID>C1</ID></Carrier><Consignment><BorderTransportMeans><ID>4500123456</ID><Name>桂F12345</Name>
        <Master><ID>D1</ID></Master><TransportEquipment><ID>桂F1234挂</ID><TareWeight unitCode="KGM">7000</TareWeight></TransportEquipment></BorderTransportMeans>
        <TransportEquipment><CharacteristicCode>45G1</CharacteristicCode><ID>MSCU0137155</ID><FullnessCode>5</FullnessCode><SealID>M/S1</SealID></TransportEquipment>
        <TransportContractDocument><ID>B1</ID></TransportContractDocument><TotalGrossMassMeasure unitCode="TNE">21.5</TotalGrossMassMeasure>
        <ConsignmentItem><ConsignmentItemPackaging><QuantityQuantity>800</QuantityQuantity></ConsignmentItemPackaging>
        <Commodity><CargoDescription>fruit</CargoDescription></Commodity></ConsignmentItem></Consignment></Declaration></Manifest>
        """

    static let export = """
        <CC515C><messageSender>T</messageSender><preparationDateAndTime>2026-03-02T10:00:00</preparationDateAndTime>
        <messageIdentification>M</messageIdentification><messageType>CC515C</messageType><ExportOperation><LRN>EX-1</LRN></ExportOperation>
        <Exporter><name>Mill</name></Exporter><GoodsShipment><Consignment><TransportEquipment><sequenceNumber>1</sequenceNumber>
        <Seal><identifier>S1</identifier></Seal></TransportEquipment><ActiveBorderTransportMeans><typeOfIdentification>30</typeOfIdentification>
        <identificationNumber>ABC-123</identificationNumber><nationality>FI</nationality></ActiveBorderTransportMeans></Consignment>
        <GoodsItem><Commodity><descriptionOfGoods>paper</descriptionOfGoods><CommodityCode><harmonizedSystemSubHeadingCode>480255</harmonizedSystemSubHeadingCode></CommodityCode>
        <GoodsMeasure><grossMass>12000</grossMass></GoodsMeasure></Commodity><Packaging><numberOfPackages>12</numberOfPackages></Packaging></GoodsItem></GoodsShipment></CC515C>
        """

    static let noteUA = """
        <UAECMR xmlns:ram="urn:r" xmlns:udt="urn:u"><eCMR><ExchangedDocument><ram:ID>TTN-7</ram:ID><ram:IssueDateTime><udt:DateTime>2026-03-02T10:13:00+02:00</udt:DateTime></ram:IssueDateTime></ExchangedDocument>
        <SpecifiedSupplyChainConsignment><ram:ConsignorTradeParty><ram:Name>Sender</ram:Name></ram:ConsignorTradeParty><ram:CarrierTradeParty><ram:Name>Carrier</ram:Name></ram:CarrierTradeParty>
        <ram:IncludedSupplyChainConsignmentItem><ram:GrossWeightMeasure unitCode="TNE">2.5</ram:GrossWeightMeasure><ram:NatureIdentificationTransportCargo><ram:Identification>grain</ram:Identification></ram:NatureIdentificationTransportCargo>
        <ram:TransportLogisticsPackage><ram:ItemQuantity>40</ram:ItemQuantity></ram:TransportLogisticsPackage></ram:IncludedSupplyChainConsignmentItem>
        <ram:UtilizedLogisticsTransportEquipment><ram:ID>аа0101аа</ram:ID><ram:AffixedLogisticsSeal><ram:ID>P1</ram:ID></ram:AffixedLogisticsSeal></ram:UtilizedLogisticsTransportEquipment>
        <ram:UtilizedLogisticsTransportEquipment><ram:ID>вв1717вв</ram:ID><ram:CategoryCode>TE</ram:CategoryCode><ram:AffixedLogisticsSeal><ram:ID>P2</ram:ID></ram:AffixedLogisticsSeal></ram:UtilizedLogisticsTransportEquipment>
        </SpecifiedSupplyChainConsignment></eCMR></UAECMR>
        """

    static let efti = """
        <consignment xmlns="urn:efti"><carrierAcceptanceDateTime formatId="205">202603021000+0200</carrierAcceptanceDateTime>
        <transportContractDocument><id>CMR-9</id></transportContractDocument><mainCarriageTransportMovement><modeCode>3</modeCode>
        <dangerousGoodsIndicator>false</dangerousGoodsIndicator><usedTransportMeans><id>ABC-123</id><registrationCountry><code>EE</code></registrationCountry></usedTransportMeans></mainCarriageTransportMovement>
        <usedTransportEquipment><id>DEF-456</id><categoryCode>TE</categoryCode><affixedSeal><id>S1</id></affixedSeal></usedTransportEquipment>
        <usedTransportEquipment><id>MSCU0137155</id><categoryCode>CN</categoryCode></usedTransportEquipment></consignment>
        """

    static let despatch = """
        <DespatchAdvice xmlns:cac="urn:a" xmlns:cbc="urn:b"><cbc:ID>T001-42</cbc:ID><cbc:IssueDate>2026-03-02</cbc:IssueDate><cbc:IssueTime>08:30:00</cbc:IssueTime>
        <cac:DespatchSupplierParty><cac:Party><cac:PartyName><cbc:Name>Sender</cbc:Name></cac:PartyName></cac:Party></cac:DespatchSupplierParty>
        <cac:Shipment><cbc:ID>1</cbc:ID><cbc:GrossWeightMeasure unitCode="KGM">900</cbc:GrossWeightMeasure><cac:ShipmentStage><cac:TransportMeans><cac:RoadTransport><cbc:LicensePlateID>ABC123</cbc:LicensePlateID></cac:RoadTransport></cac:TransportMeans>
        <cac:DriverPerson><cbc:ID>D-7</cbc:ID></cac:DriverPerson></cac:ShipmentStage><cac:TransportHandlingUnit><cbc:ID>1</cbc:ID><cac:TransportEquipment><cbc:ID>MSCU0137155</cbc:ID>
        <cac:TransportEquipmentSeal><cbc:ID>S1</cbc:ID></cac:TransportEquipmentSeal></cac:TransportEquipment></cac:TransportHandlingUnit></cac:Shipment>
        <cac:DespatchLine><cbc:ID>1</cbc:ID><cac:Item><cbc:Name>tyres</cbc:Name></cac:Item></cac:DespatchLine></DespatchAdvice>
        """

    static let digitoll = """
        {"documentIssueDate":"2026-03-02T08:30:00Z","activeBorderTransportMeans":{"identificationNumber":"XY 12345","typeOfIdentification":"30","nationality":"NO"},
        "consignmentMasterLevel":[{"transportDocumentMasterLevel":{"documentNumber":"CMR-1","type":"N730"},"tranportEquipment":[{"containerIdentificationNumber":"MSCU0137155"}]},
        {"transportDocumentMasterLevel":{"documentNumber":"CMR-2","type":"N730"}}]}
        """

    static let filing = """
        <IE3F50><LRN>F-1</LRN><documentIssueDate><DateTime>2026-03-02T08:30:00Z</DateTime></documentIssueDate><activeBorderTransportMeans><identificationNumber>ABC123</identificationNumber>
        <typeOfIdentification>30</typeOfIdentification><nationality>TR</nationality></activeBorderTransportMeans><consignmentMasterLevel><transportEquipment><containerIdentificationNumber>MSCU0137155</containerIdentificationNumber>
        <seal><identifier>S1</identifier></seal></transportEquipment><goodsItem><commodity><descriptionOfGoods>nuts</descriptionOfGoods></commodity><packaging><numberOfPackages>5</numberOfPackages></packaging></goodsItem></consignmentMasterLevel></IE3F50>
        """

    /// Reference, tractor, trailers, boxes, and every seal.
    @Test(arguments: [
        (gmr, ManifestFormat.gvms, "GMRA00003I3M", "AB12CDE", ["TR1234", "TR5678"], ["MSCU0137155"], [] as [String]),
        (trip, .x12, "ABCD00000001", "7ABC123", ["9TRL456"], ["MSCU0137155"], ["SEAL1", "SEAL2", "SEAL9"]),
        (entrySummary, .header, "ENS-1", "ABC123", ["DEF456"], ["MSCU0137155"], ["S-1"]),
        (
            entrySummary.replacing("CC315A", with: "EPD015"), .header, "ENS-1", "ABC123", ["DEF456"], ["MSCU0137155"],
            ["S-1"]
        ),
        (
            entrySummary.replacing("CC315A", with: "CC015B"), .header, "ENS-1", "ABC123", ["DEF456"], ["MSCU0137155"],
            ["S-1"]
        ),
        (roadManifest, .roadManifest, "CN1", "桂F12345", ["桂F1234挂"], ["MSCU0137155"], ["S1"]),
        (export, .aes, "EX-1", "ABC123", [], [], ["S1"]),
        (noteUA, .freight, "TTN-7", "AA0101AA", ["BB1717BB"], [], ["P1", "P2"]),
        (efti, .freight, "CMR-9", "ABC123", ["DEF456"], ["MSCU0137155"], ["S1"]),
        (despatch, .ubl, "T001-42", "ABC123", [], ["MSCU0137155"], ["S1"]),
        (digitoll, .digitoll, "CMR-1", "XY12345", [], ["MSCU0137155"], []),
        (filing, .header, "F-1", "ABC123", [], ["MSCU0137155"], ["S1"]),
    ])
    func reads(
        text: String, format: ManifestFormat, reference: String, tractor: String, trailers: [String], boxes: [String],
        seals: [String]
    ) throws {
        let reading = Samples.read(text)
        #expect(reading.problems.isEmpty && reading.format == format, "\(reading.problems)")
        let declaration = try #require(reading.declarations.first)
        #expect(
            declaration.reference == reference && declaration.vehicle.tractorPlate?.text == tractor, "\(declaration)")
        #expect(declaration.vehicle.trailers.map(\.text) == trailers && declaration.containers.map(\.number) == boxes)
        #expect((declaration.containers.flatMap(\.seals) + declaration.vehicle.seals).map(\.number).sorted() == seals)
        #expect(declaration.version > 1_700_000_000, "the time of the message")
        // What is printed is read again as the same.
        #expect(Samples.read(ManifestWriter.jsonLine(declaration)).declarations == [declaration])
    }

    @Test func goodsOfTheNewKinds() throws {
        let manifest = try #require(Samples.read(Self.roadManifest).declarations.first)
        #expect(manifest.goods.first?.grossKg == 21500 && manifest.goods.first?.packages == 800)
        #expect(manifest.version == 1_772_411_400, "08:30 in China")
        let note = try #require(Samples.read(Self.noteUA).declarations.first)
        #expect(note.goods.first?.grossKg == 2500 && note.goods.first?.packages == 40)
        #expect(Samples.read(Self.export).declarations.first?.direction == .exit)
        #expect(Samples.read(Self.gmr).declarations.first?.channel == .red)
        #expect(Samples.read(Self.despatch).declarations.first?.goods.first?.grossKg == 900)
    }

    @Test func cancelsTheNewKinds() {
        let deleted = Samples.read(Self.roadManifest.replacing("<FunctionCode>2", with: "<FunctionCode>3"))
        #expect(deleted.declarations.isEmpty && deleted.notices.map(\.kind) == [.cancelled])
        let test = Samples.read(Self.trip.replacing("*P*:", with: "*T*:"))
        #expect(test.declarations.isEmpty && test.problems.count == 1)
        let released = Samples.read(
            Self.trip.replacing("ST*358", with: "ST*350").replacing(
                "N9*BM*ABCDBILL1", with: "X4*ABCDBILL1*1*01*E1*20260302*0830*1C"))
        #expect(released.declarations.isEmpty && released.notices.map(\.kind) == [.released])
        let accepted = Samples.read(
            "<CC328A><MesSenMES3>C</MesSenMES3><DatOfPreMES9>260302</DatOfPreMES9><TimOfPreMES10>0831</TimOfPreMES10><HEAHEA><RefNumHEA4>ENS-1</RefNumHEA4><DocNumHEA5>26FI1</DocNumHEA5></HEAHEA></CC328A>"
        )
        #expect(accepted.notices.map(\.kind) == [.linked] && accepted.notices.first?.also == "26FI1")
    }

    /// Gateways wrap messages: SOAP, lists, a text that is XML itself.
    @Test(arguments: [
        "<soap:Envelope xmlns:soap=\"urn:s\"><soap:Body>\(export)</soap:Body></soap:Envelope>",
        "<Mailbox><Item><Body><![CDATA[\(export)]]></Body></Item></Mailbox>", "<a><b><c>\(export)</c></b></a>",
    ])
    func opensEnvelopes(text: String) {
        #expect(Samples.read(text).declarations.map(\.reference) == ["EX-1"], "\(Samples.read(text).problems)")
    }
}
