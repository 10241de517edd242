import GateDomain
import GateManifests
import Testing

/// Whatever becomes of a message on its way: an answer comes back, in bounded time, and nothing traps.
@Suite struct MutationTests {
    static let seeds =
        [Samples.cuscar, Samples.sad, Samples.awmds, Samples.wco, Samples.ncts("CC015C"), Samples.ncts("CC007C")]
        + [ManifestWriter.jsonLine(ProfileTests.whole), "ICN,VSN,COT\n1,12C1/12R2,MSCU0137155\n"]

    @Test(arguments: 0..<8)
    func damagedMessagesAreAnswered(seed: Int) {
        var random = Lehmer(state: UInt64(seed) + 11)
        let good = Array(Self.seeds[seed].utf8)
        let marks = Array("'+:?<>/&\"{}[],;\n0A\u{0}".utf8)
        let start = threadSeconds()
        for _ in 0..<400 {
            var bytes = good
            for _ in 0...Int(random.next() % 6) where !bytes.isEmpty {
                let place = Int(random.next() % UInt64(bytes.count))
                let end = min(bytes.count, place + Int(random.next() % 40))
                switch random.next() % 5 {
                case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
                case 1: bytes[place] = marks[Int(random.next() % UInt64(marks.count))]
                case 2: bytes.removeSubrange(place..<end)
                case 3: bytes.insert(contentsOf: Array(bytes[place..<end]), at: place)
                default: bytes.insert(contentsOf: "99999999999999999999".utf8, at: place)
                }
            }
            let reading = ManifestReader().read(bytes, name: "f")
            for declaration in reading.declarations { _ = ManifestWriter.jsonLine(declaration) }
        }
        #expect(threadSeconds() - start < 60)
    }
}
