import GatePipeline

/// One client's stream of events: a bounded queue of bytes. A reader that is too slow loses its stream, not events: it resumes by
/// `Last-Event-ID`.
public final class EventSubscription: Sendable {
    enum Pull: Equatable {
        case bytes(Int)
        /// Nothing now; `onReady` will be called.
        case wait
        case end
    }

    private struct State {
        var pending: [UInt8] = []
        var position: Int64
        var isLive = false
        var isEnded = false
        var isWaiting = false
        var onReady: (@Sendable () -> Void)?
        var onSpace: CheckedContinuation<Void, Never>?
    }

    static let limit = 64 << 10
    let channel: String
    let principal: Principal
    /// Called when the transport has let go of it.
    let onClose: @Sendable (EventSubscription) -> Void
    private let state: Locked<State>

    init(
        channel: String, principal: Principal, position: Int64,
        onClose: @escaping @Sendable (EventSubscription) -> Void = { _ in }
    ) {
        self.channel = channel
        self.principal = principal
        self.onClose = onClose
        state = Locked(State(position: position))
    }

    var position: Int64 { state.withLock { $0.position } }
    var isEnded: Bool { state.withLock { $0.isEnded } }

    /// Set by the transport, before the first pull; called from any thread, without a lock held.
    func whenReady(_ body: @escaping @Sendable () -> Void) { state.withLock { $0.onReady = body } }

    /// The transport takes at most `buffer.count` bytes. When it is told to wait, `suspend` was called with the state locked, so
    /// that no wake-up is lost.
    func pull(into buffer: UnsafeMutableRawBufferPointer, suspend: () -> Void) -> Pull {
        let (result, space) = state.withLock { state -> (Pull, CheckedContinuation<Void, Never>?) in
            if state.pending.isEmpty {
                if state.isEnded { return (.end, nil) }
                state.isWaiting = true
                suspend()
                return (.wait, nil)
            }
            let count = min(buffer.count, state.pending.count)
            state.pending.withUnsafeBytes { buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[..<count])) }
            state.pending.removeFirst(count)
            let space = state.pending.count <= Self.limit / 2 ? state.onSpace : nil
            if space != nil { state.onSpace = nil }
            return (.bytes(count), space)
        }
        space?.resume()
        return result
    }

    /// Bytes without a place in the order: a comment.
    func comment(_ text: String) { push(Array(": \(text)\n\n".utf8), position: nil, needsLive: false) }

    /// An event that was just published; one that was sent already, or that catching up will send, is left out.
    func publish(_ bytes: [UInt8], sequence: Int64) { push(bytes, position: sequence, needsLive: true) }

    /// An event of the past, while catching up; waits while the client is slow.
    func replay(_ bytes: [UInt8], sequence: Int64) async {
        push(bytes, position: sequence, needsLive: false)
        await withCheckedContinuation { continuation in
            let goesOn = state.withLock { state in
                if state.isEnded || state.pending.count <= Self.limit / 2 { return true }
                state.onSpace = continuation
                return false
            }
            if goesOn { continuation.resume() }
        }
    }

    /// From now on published events are taken, if none was published that this one has not.
    func goLive(lastPublished: Int64) -> Bool {
        state.withLock { state in
            if state.position >= lastPublished { state.isLive = true }
            return state.isLive
        }
    }

    /// What is queued is still sent.
    func end() {
        let (ready, space) = state.withLock { state in
            state.isEnded = true
            let space = state.onSpace
            state.onSpace = nil
            return (wake(&state), space)
        }
        ready?()
        space?.resume()
    }

    private func push(_ bytes: [UInt8], position: Int64?, needsLive: Bool) {
        let ready = state.withLock { state -> (@Sendable () -> Void)? in
            guard !state.isEnded, !needsLive || state.isLive else { return nil }
            if let position {
                guard position > state.position else { return nil }
                state.position = position
            }
            guard state.pending.count + bytes.count <= Self.limit else {
                state.isEnded = true
                return wake(&state)
            }
            state.pending += bytes
            return wake(&state)
        }
        ready?()
    }

    private func wake(_ state: inout State) -> (@Sendable () -> Void)? {
        guard state.isWaiting else { return nil }
        state.isWaiting = false
        return state.onReady
    }
}
