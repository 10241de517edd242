import Foundation
import GateDomain
public import GatePipeline

extension SQLiteStore {
    public func health() throws -> StoreHealth {
        let waiting = try connection.run(
            """
            SELECT count(*), min(passages.decided) FROM cases JOIN passages ON passages.id = cases.id
            WHERE cases.state <> 'resolved'
            """
        ).first
        let head = try chainHead()
        var disk = statvfs()
        let isKnown = statvfs(path, &disk) == 0
        return StoreHealth(
            path: path, bytes: Self.bytes(path) + Self.bytes(path + "-wal"),
            freeBytes: isKnown ? Int(clamping: UInt64(disk.f_bavail) &* UInt64(disk.f_frsize)) : 0,
            openCases: Int(waiting?[0].integer ?? 0),
            oldestOpenCase: (waiting?[1].integer).map { Timestamp(Instant(microseconds: $0)) },
            auditRecords: Int(head.record), chainHead: head.hash)
    }

    private static func bytes(_ path: String) -> Int {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : 0
    }
}
