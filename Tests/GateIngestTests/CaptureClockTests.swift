import GateDomain
import Testing

@testable import GateIngest

/// The capture clock against simulated cameras of 25 pictures a second: what their crystals, networks and encoders do to their times.
@Suite("Capture clock") struct CaptureClockTests {
    /// What a camera does, in event seconds since the connection.
    struct Camera: Sendable, CustomStringConvertible {
        var description: String
        /// Parts by which the camera's clock is fast.
        var drift = 0.0
        /// Seconds of delay in the network, at most.
        var jitter = 0.0
        /// Pictures between `from` and `to` come together at `to`, `pace` times as fast as they were taken.
        var heldUp: (from: Double, to: Double, pace: Double)?
        /// The camera's clock steps by so much at 60 s.
        var step = 0.0
        /// The camera sends nothing from 60 s on for so long; its clock goes on, or stands still.
        var silent = 0.0
        var standsStill = false
        /// Seconds of pictures that come at once at the beginning: probed, or from a buffer of the server.
        var burst = 0.0
        /// Seconds from the opening to the first packet's coming.
        var late = 0.0
        /// What must come of it.
        var epochs = 0
        var error = 0.25
    }

    static let cameras: [Camera] =
        [0, 1e-6, -1e-6, 1e-5, -1e-5, 1e-4, -1e-4, 1e-3, -1e-3, 0.01, -0.01, 0.02, -0.02, 0.05, -0.05].map {
            Camera(description: "drift \($0 * 1e6) ppm", drift: $0)
        } + [
            Camera(description: "jitter 0.4 s", jitter: 0.4, error: 0.5),
            Camera(description: "jitter and 100 ppm fast", drift: 1e-4, jitter: 0.3, error: 0.4),
            Camera(description: "jitter and 2% slow", drift: -0.02, jitter: 0.3, error: 0.5),
            Camera(description: "held up for 3 s", heldUp: (60, 63, 50)),
            Camera(description: "held up for 8 s, slowly caught up", heldUp: (60, 68, 3)),
            Camera(description: "an hour forward", step: 3600, epochs: 1),
            Camera(description: "an hour back", step: -3600, epochs: 1),
            Camera(description: "2 s forward", step: 2, epochs: 1),
            Camera(description: "2 s back", step: -2, epochs: 1),
            Camera(description: "0.4 s forward", step: 0.4, error: 0.5),
            Camera(description: "0.4 s back", step: -0.4, error: 0.5),
            Camera(description: "silent for 4 s", silent: 4),
            Camera(description: "silent for 4 s, its clock as well", silent: 4, standsStill: true, epochs: 1),
            Camera(description: "2 s probed at the beginning", burst: 2),
            Camera(description: "10 s buffered by the server", burst: 10),
            Camera(description: "the first picture comes late", late: 2),
        ]

    /// Event time, seconds: when taken, when arrived; and the stream's own time.
    private static func pictures(_ camera: Camera) -> [(taken: Double, arrival: Double, stream: Double)] {
        var state: UInt64 = 7
        func draw() -> Double {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 11) / Double(1 << 53)
        }
        var pictures: [(taken: Double, arrival: Double, stream: Double)] = []
        var last = 0.0
        for number in 0..<(25 * 180) {
            let taken = camera.late + Double(number) / 25
            if taken >= 60, taken < 60 + camera.silent { continue }
            var stream = 5000 + taken * (1 + camera.drift)
            if taken >= 60 { stream += camera.step - (camera.standsStill ? camera.silent : 0) }
            var arrival = taken + draw() * camera.jitter
            if let (from, to, pace) = camera.heldUp, taken >= from {
                arrival = max(arrival, to + (taken - from) / pace)
            }
            if taken - camera.late < camera.burst { arrival = camera.late + camera.burst + Double(number) * 0.002 }
            arrival = max(arrival, last + 0.001)
            last = arrival
            pictures.append((taken, arrival, stream))
        }
        return pictures
    }

    @Test("keeps a truck whole, and its time right", arguments: cameras)
    func follows(camera: Camera) throws {
        let start = Instant(microseconds: 1_772_413_200_000_000)
        let pictures = Self.pictures(camera)
        var clock = CaptureClock(epoch: 0)
        clock.begin(stream: pictures[0].stream, arrival: start)
        var last = Instant.distantPast
        var lastRecovery = 0.0
        for (taken, arrival, stream) in pictures {
            let time = clock.stamp(stream, arrival: start.advanced(bySeconds: arrival))
            #expect(time.instant > last, "at \(taken)")
            last = time.instant
            let error = time.instant.seconds(since: start) - taken
            // A buffer's pictures were taken before anybody asked for them; a jump takes a moment to be believed.
            if abs(error) > camera.error, taken > camera.burst + 10 { lastRecovery = max(lastRecovery, arrival - 60) }
            #expect(taken < camera.burst + 10 || taken > 60 || abs(error) <= camera.error, "at \(taken): \(error)")
        }
        #expect(clock.epoch == camera.epochs)
        #expect(lastRecovery < 10, "right again within ten seconds")
    }

    @Test("pictures without times are stamped as they come")
    func timeless() {
        var clock = CaptureClock(epoch: 4)
        let start = Instant(microseconds: 1_772_413_200_000_000)
        let arrivals = [0, 0.1, 0.1, 0.5, 9].map { start.advanced(bySeconds: $0) }
        let times = arrivals.map { clock.stamp(nil, arrival: $0) }
        #expect(zip(times, times.dropFirst()).allSatisfy { $0.instant < $1.instant })
        #expect(times.allSatisfy { $0.epoch == 4 && $0.quality == .arrival })
        #expect(times.last?.instant == arrivals.last)
        #expect(clock.stamp(nil, arrival: start.advanced(bySeconds: 10), isUncertain: true).quality == .estimated)
    }

    /// Whatever times a stream claims: stamps grow, and none is later than its arrival by more than its place in the order.
    @Test("no stream's times can make it stop or run ahead", arguments: 0..<40)
    func absurd(seed: Int) {
        var state = UInt64(seed)
        func draw() -> Double {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 11) / Double(1 << 53)
        }
        var clock = CaptureClock(epoch: 0)
        var arrival = Instant(microseconds: 1_772_413_200_000_000)
        var last = Instant.distantPast
        for _ in 0..<2000 {
            arrival = arrival.advanced(bySeconds: draw() * draw())
            let stream: Double? = [draw() * 100, draw() * 1e18, -1e300, .infinity, .nan, 0, nil].randomElement(
                seeded: draw())
            let time = clock.stamp(stream, arrival: arrival)
            #expect(time.instant > last)
            #expect(time.instant.microseconds <= arrival.microseconds + 2000)
            last = time.instant
        }
    }
}

extension Array {
    fileprivate func randomElement<Wrapped>(seeded draw: Double) -> Wrapped? where Element == Wrapped? {
        self[Swift.min(count - 1, Int(saturating: draw * Double(count)))]
    }
}
