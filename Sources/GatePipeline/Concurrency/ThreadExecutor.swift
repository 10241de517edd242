import Dispatch
import Foundation

/// A serial executor on a named thread of its own: what runs on it may block, as FFmpeg, OpenVINO and SQLite do.
///
/// The thread ends when the executor is no longer used.
public final class ThreadExecutor: SerialExecutor {
    private let queue = Queue()

    /// Each job holds its executor until it has run.
    private struct Queue: Sendable {
        let jobs = Locked<[(job: UnownedJob, on: ThreadExecutor)]>([])
        let signal = DispatchSemaphore(value: 0)
    }

    /// - Parameter name: as tools such as `top -H` show it; Linux keeps 15 bytes.
    public init(name: String) {
        let thread = Thread { [queue] in
            // `Thread.name` is lost when it is set before the thread's handle is known, which may come after its body began.
            try? FileHandle(forWritingTo: URL(fileURLWithPath: "/proc/thread-self/comm")).write(
                contentsOf: Data(name.utf8))
            while true {
                queue.signal.wait()
                let next = queue.jobs.withLock { $0.isEmpty ? nil : $0.removeFirst() }
                // A signal without a job is the last one: nobody holds the executor any more.
                guard let next else { return }
                next.job.runSynchronously(on: next.on.asUnownedSerialExecutor())
            }
        }
        thread.stackSize = 4 << 20
        thread.start()
    }

    deinit { queue.signal.signal() }

    public func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.jobs.withLock { $0.append((job, self)) }
        queue.signal.signal()
    }
}
