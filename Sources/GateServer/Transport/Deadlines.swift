import CMHD
import GateDomain
import GatePipeline

/// The library's time-out counts from the last byte: a byte a second lives for ever. These count from the start of waiting.
final class Deadlines: Sendable {
    private let open = Locked<[UInt: (descriptor: Int32, until: ContinuousClock.Instant?)]>([:])

    func connected(_ connection: OpaquePointer) {
        let descriptor = gate_mhd_descriptor(connection)
        let key = UInt(bitPattern: connection)
        open.withLock { $0[key] = (descriptor, .now + .seconds(10)) }
    }

    /// Comes before the descriptor is closed, so that no other connection's is hit.
    func closed(_ connection: OpaquePointer) {
        let key = UInt(bitPattern: connection)
        open.withLock { _ = $0.removeValue(forKey: key) }
    }

    /// nil while the server itself works, or streams.
    func set(_ connection: OpaquePointer, _ seconds: Int?) {
        let key = UInt(bitPattern: connection)
        let until = seconds.map { ContinuousClock.now + .seconds($0) }
        open.withLock { $0[key]?.until = until }
    }

    func sweep() {
        let now = ContinuousClock.now
        open.withLock { open in
            for entry in open.values {
                if let until = entry.until, until < now { shutdown(entry.descriptor, Int32(SHUT_RDWR)) }
            }
        }
    }

    var count: Int { open.withLock { $0.count } }
}
