import GateDomain

/// One camera: its streams, decoded on a thread of its own and put into its watcher's mailbox.
actor Camera {
    private nonisolated let executor: ThreadExecutor
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
    private nonisolated let supervisor: CameraSupervisor
    private nonisolated let mailbox: FrameMailbox

    init(_ place: CameraPlace, supervisor: CameraSupervisor, mailbox: FrameMailbox) {
        executor = ThreadExecutor(name: "ingest \(place.camera)")
        self.supervisor = supervisor
        self.mailbox = mailbox
    }

    /// Runs until the recordings have ended or the task is cancelled, which FFmpeg hears of through its interrupt callback.
    nonisolated func run() async {
        await withTaskCancellationHandler {
            await decode()
        } onCancel: {
            supervisor.stop()
            mailbox.close()
        }
    }

    private func decode() {
        supervisor.run(deliver: { mailbox.put($0) }, report: { mailbox.put($0) })
        mailbox.close()
    }
}
