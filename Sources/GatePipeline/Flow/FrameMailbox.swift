import Dispatch

/// What a full mailbox does with a new frame: the only difference between live and recorded.
public enum OverloadPolicy: Sendable {
    /// Live: the oldest waiting frame is dropped and counted; the stream is never held up.
    case dropOldest
    /// Recorded: the sender waits; nothing is lost.
    case wait
}

/// What passes from a camera to its watcher, in order: a few frames, and what happened to the stream. Drops decoded frames, never packets.
final class FrameMailbox: Sendable {
    enum Delivery: Sendable {
        case frame(VideoFrame)
        case event(SupervisorEvent)
        /// Nothing came since the watcher asked, and it was nudged.
        case nothingYet
        case closed
    }

    private struct State {
        var waiting: [Delivery] = []
        var frames = 0
        var dropped = 0
        var isClosed = false
        /// The camera's thread waits for room.
        var isSenderWaiting = false
        /// The watcher waits for a delivery.
        var taker: CheckedContinuation<Delivery, Never>?

        mutating func next() -> Delivery? {
            guard !waiting.isEmpty else { return isClosed ? .closed : nil }
            let delivery = waiting.removeFirst()
            if case .frame = delivery { frames -= 1 }
            return delivery
        }

        mutating func dropOldestFrame() {
            let oldest = waiting.firstIndex { if case .frame = $0 { true } else { false } }
            guard let oldest else { return }
            waiting.remove(at: oldest)
            frames -= 1
            dropped += 1
        }
    }

    private let capacity: Int
    private let policy: OverloadPolicy
    private let state = Locked(State())
    /// Wakes the camera's thread, the one sender.
    private let room = DispatchSemaphore(value: 0)

    init(capacity: Int, policy: OverloadPolicy) {
        self.capacity = capacity
        self.policy = policy
    }

    var dropped: Int { state.withLock { $0.dropped } }

    /// Called on the camera's thread, which waits when a recording's mailbox is full.
    /// - Returns: false when the mailbox was closed: the sender should stop.
    func put(_ frame: VideoFrame) -> Bool {
        while true {
            let isFull = state.withLock { state in
                state.isSenderWaiting = policy == .wait && state.frames >= capacity && !state.isClosed
                return state.isSenderWaiting
            }
            guard isFull else { break }
            room.wait()
        }
        return deliver { state in
            guard !state.isClosed else { return false }
            if state.frames >= capacity { state.dropOldestFrame() }
            state.waiting.append(.frame(frame))
            state.frames += 1
            return true
        }
    }

    /// What happened to the stream; the last words are delivered after the mailbox was closed, too.
    func put(_ event: SupervisorEvent) {
        _ = deliver { state in
            state.waiting.append(.event(event))
            return true
        }
    }

    /// Answers a watcher that waits, so that it can look at the clock.
    func nudge() {
        state.withLock { state -> CheckedContinuation<Delivery, Never>? in
            defer { state.taker = nil }
            return state.taker
        }?.resume(returning: .nothingYet)
    }

    /// No more frames come; those that wait are still delivered.
    func close() {
        _ = deliver { state in
            state.isClosed = true
            return true
        }
        wakeSender()
    }

    /// The next delivery, on the watcher's thread, the one taker.
    nonisolated(nonsending) func take() async -> Delivery {
        defer { wakeSender() }
        if let next = state.withLock({ $0.next() }) { return next }
        return await withCheckedContinuation { taker in
            let next = state.withLock { state in
                let next = state.next()
                if next == nil { state.taker = taker }
                return next
            }
            if let next { taker.resume(returning: next) }
        }
    }

    /// Changes the state, then hands what there is now to the watcher if it waits.
    private func deliver(_ change: (inout State) -> Bool) -> Bool {
        let (isTaken, handOver) = state.withLock { state in
            let isTaken = change(&state)
            guard let taker = state.taker, let next = state.next() else {
                return (isTaken, nil as (taker: CheckedContinuation<Delivery, Never>, next: Delivery)?)
            }
            state.taker = nil
            return (isTaken, (taker, next))
        }
        if let handOver { handOver.taker.resume(returning: handOver.next) }
        return isTaken
    }

    private func wakeSender() {
        let isWaiting = state.withLock { state in
            defer { state.isSenderWaiting = false }
            return state.isSenderWaiting
        }
        if isWaiting { room.signal() }
    }
}
