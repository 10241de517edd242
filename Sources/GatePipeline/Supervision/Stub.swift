public import GateDomain
public enum SupervisorEvent: Sendable { case connected, notice(IngestNotice), failed(IngestError, willRetryIn: Double?), ended }
public protocol SupervisorClock: Sendable { func now() -> Instant }
public final class CameraSupervisor: Sendable {
    public enum Mode: Sendable { case recorded, live(seed: UInt64) }
    public init(camera: CameraPlace, sources: [any VideoSource], mode: Mode, clock: any SupervisorClock) {}
    public func run(deliver: (VideoFrame) -> Bool, report: (SupervisorEvent) -> Void) {}
    public func stop() {}
}
