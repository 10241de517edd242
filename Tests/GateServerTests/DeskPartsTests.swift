import GateDomain
import GatePipeline
import Testing

@testable import GateServer

@Suite struct DeskPartsTests {
    @Test(arguments: [
        ("29C58214", "29C58214", "", ""), ("29C58214", "29C58274", "1", "7"), ("29C58214", "29C5821", "4", ""),
        ("", "AB", "", "AB"), ("CSQU3054383", "CSQU3O54383", "0", "O"),
    ])
    func differingCharactersAreMarked(a: String, b: String, onlyA: String, onlyB: String) {
        let pieces = TextDifference.pieces(a, b)
        func text(_ side: [TextDifference.Piece]) -> String { side.map(\.text).joined() }
        #expect(text(pieces.a) == a && text(pieces.b) == b)
        #expect(text(pieces.a.filter(\.isDifferent)) == onlyA && text(pieces.b.filter(\.isDifferent)) == onlyB)
    }

    @Test func boxesArePairedWithTheNearest() {
        let pairs = ComparisonTable.paired(
            ["CSQU3054383", "MSCU0137155"], ["MSCU0137165", "CSQU 305438 3", "TGHU6048210"])
        #expect(pairs.map(\.declared) == ["CSQU3054383", "MSCU0137155", nil])
        #expect(pairs.map(\.seen) == ["CSQU 305438 3", "MSCU0137165", "TGHU6048210"])
        #expect(ComparisonTable.paired(["A1"], []).map(\.seen) == [nil])
    }

    @Test func aPictureSaysItsSizeAndStep() {
        let frame: [UInt8] = [0xFF, 0xC0, 0, 11, 8, 1, 104, 2, 128, 1, 1, 0x11, 0]
        let comment: [UInt8] = [0xFF, 0xFE, 0, 8] + Array("step=2".utf8)
        #expect(
            JPEGSize([0xFF, 0xD8] + comment + frame).map { [$0.width, $0.height, $0.step ?? 0] } == [640, 360, 2])
        #expect(JPEGSize([0xFF, 0xD8] + frame)?.step == nil)
        for bytes: [UInt8] in [
            [], [0xFF, 0xD8], [0xFF, 0xD8, 0xFF, 0xFE, 0, 0, 0, 0, 0, 0, 0, 0, 0], Array("no picture at all".utf8),
        ] {
            #expect(JPEGSize(bytes) == nil)
        }
        // Whatever the bytes are, it ends.
        for seed in 0..<500 {
            let bytes = (0..<60).map { UInt8(truncatingIfNeeded: (seed &* 7919 &+ $0 &* 104729) >> 3) }
            _ = JPEGSize([0xFF, 0xD8, 0xFF] + bytes)
        }
    }

    private func times(_ state: DeskRow.State, release minutes: Double, rules: [Int] = []) -> DeskTimes {
        let arrived = Instant(microseconds: 1_790_000_000_000_000)
        let decided = arrived.advanced(bySeconds: 60)
        return DeskTimes(
            place: LanePlace(gate: "g", lane: "l"), channel: .red, state: state, arrived: arrived, decided: decided,
            queued: decided, claimed: decided,
            resolved: state == .none ? nil : decided.advanced(bySeconds: 60 * minutes - 60),
            agency: "customs", rules: rules, isTractorRead: true)
    }

    @Test func theStudyCountsWhatWasReleased() {
        let rows = (1...100).map { times(.released, release: Double($0), rules: [10]) }
        let study = ReleaseStudy(
            rows: rows + [
                times(.refused, release: 9, rules: [10, 7]), times(.none, release: 0), times(.released, release: 1500),
            ])
        // 100 released in 1…100 minutes, one in 25 hours, one that passed in a minute.
        #expect(study.all?.count == 102)
        #expect(study.all.map { [$0.p50 / 60, $0.p90 / 60, $0.p99 / 60] } == [50, 91, 100])
        #expect(study.all.map { Int(saturating: ($0.withinDay * 102).rounded()) } == 101)
        #expect(study.rules.first { $0.rule == 10 }.map { [$0.hits, $0.confirmed, $0.overruled] } == [101, 1, 100])
        #expect(study.rules.first { $0.rule == 7 }?.precision == 1)
        #expect(study.hours.map(\.all).reduce(0, +) == 103 && study.hours.map(\.stopped).reduce(0, +) == 102)
        #expect(ReleaseStudy(rows: []).all == nil)
    }

    @Test func everyRuleHasItsWords() {
        for number in 0...45 {
            let words = RuleWords.all[number]
            #expect(words != nil, "R\(number)")
            for language in Language.allCases {
                #expect(words.map { !$0.title(language).isEmpty && !$0.advice(language).isEmpty } == true)
            }
        }
        for code in ReasonCode.allCases { #expect(CaseWords.code(code.rawValue) != nil) }
    }

    @Test func aSwapIsFoundAndSaid() {
        func row(
            _ lane: String, _ tractor: String?, _ trailer: String?, _ boxes: [String], _ at: Int64, _ way: LaneDirection
        ) -> DeskRow {
            let instant = Instant(microseconds: at)
            return DeskRow(
                passage: "\(lane)/\(at)", place: LanePlace(gate: "g", lane: lane), direction: way, arrived: instant,
                decided: instant, queued: instant, channel: .red, severity: 4, isPerishable: false, tractor: tractor,
                trailer: trailer, containers: boxes, declaration: nil, firm: nil, driver: nil, rules: [7], revisions: 0,
                state: .opened, officer: nil, agency: nil, holds: [], isPending: false, claimed: nil, resolved: nil)
        }
        let one = row("IN", "12C09147", "12RM02286", ["BEAU2187346"], 1, .entry)
        let two = row("IN", "51C73560", "51RM05418", ["SEGU9053166"], 2, .entry)
        let out = row("OUT", "12C09147", "51RM05418", ["SEGU9053166"], 3, .exit)
        let swapped = IdentityGraph(now: out, entries: [one, two], language: .english)
        #expect(swapped.isSwapped && swapped.isWorthDrawing)
        #expect(swapped.html.markup.contains("12C-091.47 entered with 12RM-022.86, BEAU 218734 6"))
        let right = IdentityGraph(
            now: row("OUT", "12C09147", "12RM02286", ["BEAU2187346"], 3, .exit), entries: [one], language: .english)
        #expect(!right.isSwapped && right.isWorthDrawing)
        #expect(!IdentityGraph(now: one, entries: [], language: .english).isWorthDrawing)
    }
}
