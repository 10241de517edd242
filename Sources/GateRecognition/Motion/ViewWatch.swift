import GateDomain

/// Notices that a camera no longer sees its lane: frozen, too dark, covered, blurred or turned away, against what it saw while the lane was empty.
struct ViewWatch {
    private struct Reference {
        var fineness: Float
        var flatness: Float
        var brightness: Float
        var texture: [Float]
        var seconds: Double
    }

    private var reference: Reference?
    private var last: (fingerprint: UInt64, since: Instant)?
    private var lastTime: Instant?
    private var since: [ViewProblem: Instant] = [:]
    private(set) var trouble: ViewTrouble?

    /// Seconds that a problem lasts before it counts. A vehicle that stands before the camera looks like another view as well.
    private static func patience(_ problem: ViewProblem) -> Double {
        switch problem {
        case .frozen: 60
        case .tooDark, .covered, .blurred: 5
        case .turnedAway: 120
        }
    }
    /// Seconds of empty lane after which the view is known, and over which it is then averaged.
    private static let (learning, memory) = (2.0, 60.0)
    private static let leastLikeness: Float = 0.3
    /// Parts of the empty lane's brightness and fineness; a vehicle in view leaves a half and more of either.
    private static let (dimmed, softened): (Float, Float) = (0.3, 0.45)

    /// - Parameters:
    ///   - isEmpty: nothing stands or moves in the lane.
    ///   - hasRead: a plate or number was read: whoever reads is neither blurred nor turned away.
    mutating func look(_ view: ViewMeasures, isEmpty: Bool, hasRead: Bool, at now: Instant) -> ViewTrouble? {
        let elapsed = lastTime.map { min(2, max(0, now.seconds(since: $0))) } ?? 0
        lastTime = now
        if hasRead {
            since[.blurred] = nil
            since[.turnedAway] = nil
            // The camera was aimed or focused anew: what it sees from now on is its view.
            if trouble?.problem == .blurred || trouble?.problem == .turnedAway { reference = nil }
        }
        let found = problems(of: view, now)
        for problem in ViewProblem.allCases {
            since[problem] = found.contains(problem) ? since[problem] ?? start(of: problem, now) : nil
        }
        if isEmpty, found.isEmpty { learn(view, elapsed) }
        let lasting = ViewProblem.allCases.first { problem in
            since[problem].map { now.seconds(since: $0) >= Self.patience(problem) } ?? false
        }
        trouble = lasting.flatMap { problem in since[problem].map { ViewTrouble(problem: problem, since: $0) } }
        return trouble
    }

    private func start(of problem: ViewProblem, _ now: Instant) -> Instant {
        problem == .frozen ? last?.since ?? now : now
    }

    private mutating func problems(of view: ViewMeasures, _ now: Instant) -> Set<ViewProblem> {
        var found: Set<ViewProblem> = []
        if let last, last.fingerprint == view.fingerprint {
            found.insert(.frozen)
        } else {
            last = (view.fingerprint, now)
        }
        if view.brightness < max(20, min(40, Self.dimmed * (reference?.brightness ?? 0))) {
            // Nothing else can be told in the dark.
            found.insert(.tooDark)
            return found
        }
        if view.flatness > 0.97 { found.insert(.covered) }
        guard let reference, reference.seconds >= Self.learning else { return found }
        if view.flatness > max(0.6, reference.flatness + 0.2) { found.insert(.covered) }
        if view.fineness < Self.softened * reference.fineness { found.insert(.blurred) }
        if view.likeness(to: reference.texture) < Self.leastLikeness { found.insert(.turnedAway) }
        return found
    }

    private mutating func learn(_ view: ViewMeasures, _ elapsed: Double) {
        guard var known = reference, known.texture.count == view.texture.count else {
            reference = Reference(
                fineness: view.fineness, flatness: view.flatness, brightness: view.brightness, texture: view.texture,
                seconds: 0)
            return
        }
        known.seconds += elapsed
        let rate = Float(min(1, elapsed / min(Self.memory, max(Self.learning, known.seconds))))
        known.fineness += (view.fineness - known.fineness) * rate
        known.brightness += (view.brightness - known.brightness) * rate
        known.flatness += (view.flatness - known.flatness) * rate
        for index in known.texture.indices {
            known.texture[index] += (view.texture[index] - known.texture[index]) * rate
        }
        reference = known
    }
}
