import Foundation
import GateDomain
import Testing

@Suite("Weight tables") struct WeightTableTests {
    @Test(
        "Kilograms and pounds agree within what painters round",
        arguments: [
            (30_480, 67_200, true), (32_500, 71_650, true), (2_185, 4_820, true), (3_890, 8_587, true),
            (2_180, 4_870, false), (2_190, 4_810, false), (32_500, 67_200, false), (2_261, 4_980, false),
            (2_227, 4_910, true),
        ])
    func rounding(kilograms: Int, pounds: Int, agree: Bool) {
        #expect((PaintedWeight(kilograms: kilograms, pounds: pounds) != nil) == agree)
    }

    @Test("No weight is none, and none contradicts another")
    func invariants() throws {
        let gross = try #require(PaintedWeight(kilograms: 30_480))
        let tare = try #require(PaintedWeight(kilograms: 2_220))
        #expect(PaintedWeight(kilograms: 0) == nil)
        #expect(PaintedWeight(kilograms: -5) == nil)
        #expect(WeightTable(maxGross: nil, tare: nil) == nil)
        #expect(WeightTable(maxGross: tare, tare: nil) == nil)
        #expect(WeightTable(maxGross: nil, tare: gross) == nil)
        #expect(WeightTable(maxGross: gross, tare: gross) == nil)
        #expect(WeightTable(maxGross: gross, tare: tare, netKilograms: 28_000) == nil)
        let half = try #require(WeightTable(maxGross: gross, tare: nil))
        #expect(half.maxGrossKilograms == 30_480 && half.tareKilograms == nil && !half.isMaxGrossSure)
    }

    @Test("Pounds or the net weight make a weight sure")
    func sure() throws {
        let gross = try #require(PaintedWeight(kilograms: 30_480, pounds: 67_200))
        let tare = try #require(PaintedWeight(kilograms: 2_220))
        let table = try #require(WeightTable(maxGross: gross, tare: tare))
        #expect(table.isMaxGrossSure && !table.isTareSure)
        let closed = try #require(WeightTable(maxGross: gross, tare: tare, netKilograms: 28_260))
        #expect(closed.isMaxGrossSure && closed.isTareSure)
    }

    @Test("A ten-foot box needs its pounds to be believed")
    func small() throws {
        let gross = try #require(PaintedWeight(kilograms: 10_160, pounds: 22_400))
        let tare = try #require(PaintedWeight(kilograms: 1_375, pounds: 3_030))
        #expect(WeightTable(maxGross: gross, tare: tare) != nil)
        #expect(WeightTable(maxGross: PaintedWeight(kilograms: 10_160), tare: nil) == nil)
        #expect(WeightTable(maxGross: nil, tare: PaintedWeight(kilograms: 1_375)) == nil)
    }

    @Test("A container read without weights is decoded, one with weights goes there and back")
    func journal() throws {
        let number = try #require(ContainerNumber("CSQU3054383"))
        var read = ContainerRead(
            raw: ReadText([]), number: number, sizeType: nil, confidence: 0.9,
            corners: Quad(box: Box(x: 0, y: 0, width: 10, height: 2)))
        let old = try JSONEncoder().encode(read)
        #expect(!String(decoding: old, as: UTF8.self).contains("weights"))
        #expect(try JSONDecoder().decode(ContainerRead.self, from: old) == read)
        read.weights = WeightTable(
            maxGross: PaintedWeight(kilograms: 30_480, pounds: 67_200), tare: PaintedWeight(kilograms: 2_220))
        let new = try JSONEncoder().encode(read)
        #expect(try JSONDecoder().decode(ContainerRead.self, from: new) == read)
    }

    @Test(
        "What breaks the invariants is not decoded",
        arguments: [
            #"{"maxGross":{"kilograms":30480,"pounds":60000}}"#, #"{"maxGross":{"kilograms":30}}"#, "{}",
            #"{"maxGross":{"kilograms":30480},"tare":{"kilograms":2220},"netKilograms":1}"#,
        ])
    func refused(json: String) {
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(WeightTable.self, from: Data(json.utf8)) }
    }
}
