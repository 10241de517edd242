import GateManifests

/// Messages written for these tests.
enum Samples {
    static func read(_ text: String) -> ManifestReading { ManifestReader().read(Array(text.utf8), name: "f") }

    /// An interchange around segments of one message; counts are right.
    static func edifact(_ type: String, _ segments: String, prepared: String = "260302:0830") -> String {
        let body = segments.split(separator: "\n").map { $0.drop { $0 == " " } }.joined(separator: "\n")
        let count = body.split(separator: "\n").count + 2
        return """
            UNB+UNOC:3+SENDER+GATE+\(prepared)+77'
            UNH+1+\(type):D:96B:UN'
            \(body)
            UNT+\(count)+1'
            UNZ+1+77'
            """
    }

    static let cuscar = edifact(
        "CUSCAR",
        """
        BGM+85+MAN-7+9'
        DTM+137:202603020815:203'
        NAD+MS+LINE'
        TDT+20++3+++++12C-123.45/12R01234:146'
        LOC+60+VNLSN'
        EQD+CN+MSCU0137155+22G1:102:5++3+5'
        MEA+AAE+G+KGM:24500,5'
        MEA+AAE+T+KGM:2200'
        SEL+S1+CU'
        EQD+CN+CSQU3054383+45R1:102:5++3+5'
        TMP+2+-18:CEL'
        CNI+1+H1'
        RFF+BM:BILL-1'
        CNT+8:800'
        NAD+CN+++IMPORTER?'S'
        NAD+CZ+++GROWER'
        GID+1+800:CT'
        FTX+AAA+++JACKFRUIT?: FRESH?+SWEET'
        PIA+5+0810905000:HS'
        MEA+WT+G+KGM:24000'
        SGP+MSCU0137155+800'
        DGS+ADR+3+1203'
        CNT+16:2'
        """)

    static let sad = """
        <?xml version="1.0" encoding="UTF-8"?>
        <ASYCUDA><SAD>
          <Identification><Office_segment><Customs_clearance_office_code>10AB</Customs_clearance_office_code></Office_segment>
            <Registration><Serial_number>C</Serial_number><Number>1234</Number><Date>2026-03-02</Date></Registration></Identification>
          <Traders><Exporter><Exporter_name>Grower</Exporter_name></Exporter><Consignee><Consignee_name><null/></Consignee_name></Consignee></Traders>
          <Declarant><Declarant_name>Agent</Declarant_name><Reference><Number>77</Number></Reference></Declarant>
          <Transport><Means_of_transport><Border_information><Identity>31U8160/31U7095</Identity><Nationality>TR</Nationality>
            <Mode>31</Mode></Border_information></Means_of_transport><Border_office><Code>99</Code></Border_office></Transport>
          <Container><Container_identity>MSCU 013715 5</Container_identity><Container_type>22G1</Container_type>
            <Empty_full_indicator>1/1</Empty_full_indicator></Container>
          <Item><Packages><Number_of_packages>800</Number_of_packages></Packages>
            <Tarification><HScode><Commodity_code>081090</Commodity_code><Precision_1>50</Precision_1></HScode></Tarification>
            <Goods_description><Country_of_origin_code>VN</Country_of_origin_code><Description_of_goods>fruit</Description_of_goods></Goods_description>
            <Valuation_item><Weight_itm><Gross_weight_itm>24000</Gross_weight_itm><Net_weight_itm>23000</Net_weight_itm></Weight_itm>
              <Item_Invoice><Amount_foreign_currency>1000.5</Amount_foreign_currency><Currency_code>USD</Currency_code></Item_Invoice></Valuation_item>
            <Attached_documents><Attached_document_code>851</Attached_document_code><Attached_document_reference>Q-9</Attached_document_reference></Attached_documents>
          </Item>
        </SAD></ASYCUDA>
        """

    static let awmds = """
        <Awmds><General_segment>
          <General_segment_id><Customs_office_code>10AB</Customs_office_code><Voyage_number>T77</Voyage_number>
            <Date_of_departure>2026-03-02</Date_of_departure></General_segment_id>
          <Totals_segment><Total_number_of_bols>2</Total_number_of_bols><Total_number_of_packages>15</Total_number_of_packages>
            <Total_number_of_containers>1</Total_number_of_containers></Totals_segment>
          <Transport_information><Carrier><Carrier_name>Haulier</Carrier_name></Carrier>
            <Mode_of_transport_code>3</Mode_of_transport_code><Identity_of_transporter>12C12345</Identity_of_transporter></Transport_information>
        </General_segment>
        <Bol_segment><Bol_id><Bol_reference>B1</Bol_reference><Bol_nature>23</Bol_nature></Bol_id>
          <Traders_segment><Exporter><Exporter_name>E1</Exporter_name></Exporter></Traders_segment>
          <ctn_segment><Ctn_reference>MSCU0137155</Ctn_reference><Type_of_container>22G1</Type_of_container><Empty_Full>1/1</Empty_Full>
            <Marks1>S1</Marks1><Sealing_Party>CU</Sealing_Party><Empty_weight>2200</Empty_weight><Goods_weight>9000</Goods_weight></ctn_segment>
          <Goods_segment><Number_of_packages>10</Number_of_packages><Gross_mass>9000</Gross_mass><Goods_description>tiles</Goods_description></Goods_segment></Bol_segment>
        <Bol_segment><Bol_id><Bol_reference>B2</Bol_reference><Bol_nature>24</Bol_nature></Bol_id>
          <Goods_segment><Number_of_packages>5</Number_of_packages></Goods_segment></Bol_segment></Awmds>
        """

    static let wco = """
        <md:MetaData xmlns:md="urn:md" xmlns="urn:dec"><Declaration><AcceptanceDateTime><DateTimeString formatCode="304">20260302083000+00</DateTimeString></AcceptanceDateTime>
          <FunctionCode>9</FunctionCode><FunctionalReferenceID>LRN9</FunctionalReferenceID><ID>26VN0000000000123A</ID><TypeCode>IMA</TypeCode>
          <BorderTransportMeans><ID>12C12345</ID><IdentificationTypeCode>30</IdentificationTypeCode><ModeCode>3</ModeCode></BorderTransportMeans>
          <Declarant><Name>Agent</Name></Declarant>
          <GoodsShipment><Consignment><TransportEquipment><ID>CSQU3054383</ID><Seal><ID>F742</ID></Seal></TransportEquipment></Consignment>
            <GovernmentAgencyGoodsItem><Commodity><Description>paint</Description><Classification><ID>320810</ID><IdentificationTypeCode>TSP</IdentificationTypeCode></Classification>
              <DangerousGoods><UNDGID>1263</UNDGID></DangerousGoods><GoodsMeasure><GrossMassMeasure unitCode="KGM">100</GrossMassMeasure></GoodsMeasure>
              <InvoiceLine><ItemChargeAmount currencyID="USD">55</ItemChargeAmount></InvoiceLine></Commodity>
              <Origin><CountryCode>CN</CountryCode></Origin><Packaging><QuantityQuantity>4</QuantityQuantity></Packaging>
              <AdditionalDocument><CategoryCode>C</CategoryCode><TypeCode>640</TypeCode><ID>DOC1</ID></AdditionalDocument></GovernmentAgencyGoodsItem></GoodsShipment>
        </Declaration></md:MetaData>
        """

    static func ncts(
        _ type: String, operation: String = "<LRN>L-1</LRN>", rest: String? = nil, sender: String = "TRADER",
        recipient: String = "NTA.VN", extra: String = "", time: String = "2026-03-02T08:30:00"
    ) -> String {
        let office = ["CC007C", "CC044C", "CC025C", "CC043C"].contains(type) ? "DestinationActual" : "Departure"
        let body: String
        switch type {
        case "CC014C":
            body =
                "<Invalidation><justification>typo</justification></Invalidation>\(self.office(office))<HolderOfTheTransitProcedure/>"
        case "CC007C": body = "\(self.office(office))<TraderAtDestination/><Consignment/>"
        case "CC044C":
            body = "\(self.office(office))<TraderAtDestination/><UnloadingRemark><conform>1</conform></UnloadingRemark>"
        case "CC025C", "CC043C": body = "\(self.office(office))<TraderAtDestination/>"
        case "CC170C": body = "\(self.office(office))<HolderOfTheTransitProcedure/><Consignment/>"
        default:
            body = """
                \(self.office(office))\(self.office("DestinationDeclared"))
                <HolderOfTheTransitProcedure><name>Holder</name></HolderOfTheTransitProcedure>
                <Guarantee><sequenceNumber>1</sequenceNumber></Guarantee>\(rest ?? consignment)
                """
        }
        return """
            <n:\(type) xmlns:n="urn:n" PhaseID="NCTS5.0"><messageSender>\(sender)</messageSender>
            <messageRecipient>\(recipient)</messageRecipient><preparationDateAndTime>\(time)</preparationDateAndTime>
            <messageIdentification>m1</messageIdentification><messageType>\(type)</messageType>
            <TransitOperation>\(operation)</TransitOperation>\(extra)\(body)</n:\(type)>
            """
    }

    private static func office(_ kind: String) -> String {
        "<CustomsOfficeOf\(kind)><referenceNumber>VN001234</referenceNumber></CustomsOfficeOf\(kind)>"
    }

    static let consignment = """
        <Consignment><grossMass>24000</grossMass><Consignee><name>Importer</name></Consignee>
          <TransportEquipment><sequenceNumber>1</sequenceNumber><containerIdentificationNumber>CSQU3054383</containerIdentificationNumber>
            <Seal><sequenceNumber>1</sequenceNumber><identifier>F742</identifier></Seal>
            <GoodsReference><sequenceNumber>1</sequenceNumber><declarationGoodsItemNumber>1</declarationGoodsItemNumber></GoodsReference></TransportEquipment>
          <DepartureTransportMeans><sequenceNumber>1</sequenceNumber><typeOfIdentification>31</typeOfIdentification><identificationNumber>12R01234</identificationNumber></DepartureTransportMeans>
          <ActiveBorderTransportMeans><sequenceNumber>1</sequenceNumber><typeOfIdentification>30</typeOfIdentification><identificationNumber>12C12345</identificationNumber></ActiveBorderTransportMeans>
          <HouseConsignment><sequenceNumber>1</sequenceNumber><grossMass>24000</grossMass><TransportDocument><type>N730</type><referenceNumber>CMR-5</referenceNumber></TransportDocument>
            <ConsignmentItem><goodsItemNumber>1</goodsItemNumber><declarationGoodsItemNumber>1</declarationGoodsItemNumber>
              <Commodity><descriptionOfGoods>paint</descriptionOfGoods><CommodityCode><harmonizedSystemSubHeadingCode>320810</harmonizedSystemSubHeadingCode></CommodityCode>
                <DangerousGoods><sequenceNumber>1</sequenceNumber><UNNumber>1263</UNNumber></DangerousGoods>
                <GoodsMeasure><grossMass>24000</grossMass><netMass>23000.5</netMass></GoodsMeasure></Commodity>
              <Packaging><numberOfPackages>40</numberOfPackages></Packaging>
              <SupportingDocument><type>C640</type><referenceNumber>D-1</referenceNumber></SupportingDocument></ConsignmentItem></HouseConsignment></Consignment>
        """
}
