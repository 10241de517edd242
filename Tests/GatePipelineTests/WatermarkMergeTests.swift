import GateDomain
import GatePipeline
import Testing

@Suite struct WatermarkMergeTests {
    static let lane = LanePlace(gate: "g", lane: "l")
    static let front = CameraPlace(lane: lane, camera: "front", role: .frontPlate)
    static let side = CameraPlace(lane: lane, camera: "side", role: .containerSide)

    static func sighting(_ camera: CameraPlace, at second: Double) -> Sighting {
        let time = CaptureTime(instant: Instant(microseconds: Int64(saturating: second * 1e6)), quality: .recorded)
        return Sighting(
            id: "\(camera.camera)/\(second)", place: camera, visit: 1, subject: .unreadVehicle, first: time, last: time,
            settled: time.instant, reads: 1)
    }

    static func at(_ second: Double) -> Instant { Instant(microseconds: Int64(saturating: second * 1e6)) }

    @Test func releasesOnlyWhatEveryCameraHasPassed() {
        var merge = WatermarkMerge(cameras: [Self.front, Self.side])
        merge.add(Self.sighting(Self.front, at: 5))
        #expect(merge.advance(Self.front, to: Self.at(9)).isEmpty)
        merge.add(Self.sighting(Self.side, at: 3))
        #expect(merge.advance(Self.side, to: Self.at(4)).map(\.id) == ["side/3.0"])
        #expect(merge.advance(Self.side, to: .distantFuture).map(\.id) == ["front/5.0"])
        #expect(merge.watermark == Self.at(9))
    }

    @Test func ignoresAWatermarkThatMovesBack() {
        var merge = WatermarkMerge(cameras: [Self.front])
        merge.add(Self.sighting(Self.front, at: 2))
        #expect(merge.advance(Self.front, to: Self.at(3)).count == 1)
        #expect(merge.advance(Self.front, to: Self.at(1)).isEmpty)
        #expect(merge.watermark == Self.at(3))
    }

    /// However the cameras' progress is interleaved, the order of release is the same.
    @Test func orderDoesNotDependOnInterleaving() {
        let times: [CameraPlace: [Double]] = [Self.front: [1, 4, 4.5, 9], Self.side: [0.5, 4, 7, 8]]
        var orders = Set<[String]>()
        var random = SystemRandomNumberGenerator()
        for _ in 0..<50 {
            var merge = WatermarkMerge(cameras: [Self.front, Self.side])
            var rest = times
            var order: [String] = []
            while let camera = rest.filter({ !$0.value.isEmpty }).keys.randomElement(using: &random) {
                let second = rest[camera]?.removeFirst() ?? 0
                merge.add(Self.sighting(camera, at: second))
                order += merge.advance(camera, to: Self.at(second)).map(\.id)
            }
            order += merge.advance(Self.front, to: .distantFuture).map(\.id)
            order += merge.advance(Self.side, to: .distantFuture).map(\.id)
            orders.insert(order)
        }
        #expect(orders.count == 1)
        #expect(orders.first?.count == 8)
    }
}
