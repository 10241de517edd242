public import GateDomain

/// Puts the sightings of many cameras into one order of event time: a sighting is released once every camera has passed its time.
public struct WatermarkMerge: Sendable {
    private var watermarks: [CameraPlace: Instant]
    private var pending: [Sighting] = []
    private var released = Instant.distantPast

    public init(cameras: [CameraPlace]) {
        watermarks = Dictionary(cameras.map { ($0, .distantPast) }, uniquingKeysWith: { first, _ in first })
    }

    /// Every sighting of every camera that settles at or before this instant has been released.
    public var watermark: Instant { released }

    /// Takes a sighting; it must settle after its camera's watermark.
    public mutating func add(_ sighting: Sighting) { pending.append(sighting) }

    /// Says that `camera` has delivered all that settles at or before `instant`; never moves back.
    /// - Returns: what all cameras have passed now, in order of (settled, place, id).
    public mutating func advance(_ camera: CameraPlace, to instant: Instant) -> [Sighting] {
        guard let old = watermarks[camera], instant > old else { return [] }
        watermarks[camera] = instant
        guard old <= released, let lowest = watermarks.values.min(), lowest > released else { return [] }
        released = lowest
        let ready = pending.filter { $0.settled <= lowest }
        guard !ready.isEmpty else { return [] }
        pending.removeAll { $0.settled <= lowest }
        return ready.sorted { ($0.settled, $0.place, $0.id) < ($1.settled, $1.place, $1.id) }
    }
}
