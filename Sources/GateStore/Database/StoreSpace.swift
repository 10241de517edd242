import Foundation
import GateDomain

/// How much room a store's disk has, and what that means.
public struct StoreSpace: Sendable, Hashable {
    /// Bytes that this user may still write.
    public var free: Int64
    /// Bytes of the whole disk.
    public var total: Int64

    public enum Level: Int, Sendable, Hashable, Comparable {
        case ample
        /// Somebody must make room, and has time for it.
        case low
        /// Pictures are given up, so that records can be kept.
        case scarce

        public static func < (a: Level, b: Level) -> Bool { a.rawValue < b.rawValue }
    }

    public init(free: Int64, total: Int64) {
        self.free = free
        self.total = total
    }

    /// Of the disk that holds `path`; nil when the system does not tell.
    public init?(at path: String) {
        var status = statvfs()
        guard statvfs(path, &status) == 0 else { return nil }
        func bytes(_ blocks: UInt) -> Int64 {
            Int64(clamping: UInt64(blocks).multipliedReportingOverflow(by: UInt64(status.f_frsize)).partialValue)
        }
        self.init(free: bytes(status.f_bavail), total: bytes(status.f_blocks))
    }

    /// Low below 2 GiB or a tenth of the disk, whichever is less; scarce below 256 MiB or a fiftieth.
    public var level: Level {
        if free < min(256 << 20, total / 50) { return .scarce }
        return free < min(2 << 30, total / 10) ? .low : .ample
    }
}
