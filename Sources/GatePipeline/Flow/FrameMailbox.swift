import Foundation

/// What a full mailbox does with a new frame: the only difference between live and recorded.
public enum OverloadPolicy: Sendable {
    /// Live: the oldest waiting frame is dropped and counted; the stream is never held up.
    case dropOldest
    /// Recorded: the sender waits; nothing is lost.
    case wait
}

/// A few frames between a camera's decoding thread and its watching thread. Drops decoded frames, never packets.
final class FrameMailbox: @unchecked Sendable {
    // Sendable: every member is used with `condition` locked.
    enum Delivery {
        case frame(VideoFrame)
        case nothingYet
        case closed
    }

    private let condition = NSCondition()
    private let capacity: Int
    private let policy: OverloadPolicy
    private var frames: [VideoFrame] = []
    private var isClosed = false
    private var droppedCount = 0

    init(capacity: Int, policy: OverloadPolicy) {
        self.capacity = capacity
        self.policy = policy
    }

    var dropped: Int { condition.withLock { droppedCount } }

    /// False when the mailbox was closed: the sender should stop.
    func put(_ frame: VideoFrame) -> Bool {
        condition.withLock {
            if policy == .wait {
                while frames.count >= capacity, !isClosed { condition.wait() }
            } else if frames.count >= capacity {
                frames.removeFirst()
                droppedCount += 1
            }
            guard !isClosed else { return false }
            frames.append(frame)
            condition.broadcast()
            return true
        }
    }

    /// Waits for the next frame, `patience` seconds at most.
    func take(patience: Double) -> Delivery {
        condition.withLock {
            let limit = Date(timeIntervalSinceNow: patience)
            while frames.isEmpty {
                if isClosed { return .closed }
                if !condition.wait(until: limit), frames.isEmpty { return isClosed ? .closed : .nothingYet }
            }
            let frame = frames.removeFirst()
            condition.broadcast()
            return .frame(frame)
        }
    }

    /// No more frames come; those that wait are still delivered.
    func close() {
        condition.withLock {
            isClosed = true
            condition.broadcast()
        }
    }
}
