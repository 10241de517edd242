import Dispatch
import Foundation
import GateDomain

/// Tells of files that were closed after writing, or moved into a folder (inotify).
final class FolderWatch {
    /// Of the names that the kernel told; empty when it lost some, or the folder itself went away: look at the folder then.
    let changes: AsyncStream<[InboxFolder.Name]>
    private let source: any DispatchSourceRead

    /// Nil when the folder cannot be watched; it can still be looked at.
    init?(_ path: String) {
        let descriptor = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
        guard descriptor >= 0 else { return nil }
        let mask = UInt32(IN_CLOSE_WRITE) | UInt32(IN_MOVED_TO) | UInt32(IN_DELETE_SELF) | UInt32(IN_MOVE_SELF)
        guard inotify_add_watch(descriptor, path, mask) >= 0 else {
            close(descriptor)
            return nil
        }
        let (changes, continuation) = AsyncStream.makeStream(of: [InboxFolder.Name].self)
        self.changes = changes
        source = DispatchSource.makeReadSource(fileDescriptor: descriptor)
        source.setEventHandler { continuation.yield(Self.names(from: descriptor)) }
        source.setCancelHandler {
            close(descriptor)
            continuation.finish()
        }
        source.resume()
    }

    deinit { source.cancel() }

    /// Reads what the kernel has to tell.
    private static func names(from descriptor: Int32) -> [InboxFolder.Name] {
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        let count = read(descriptor, &buffer, buffer.count)
        var names: [InboxFolder.Name] = []
        var offset = 0
        // Four 32-bit words (watch, mask, cookie, length), then the name, padded with zeros.
        while offset + 16 <= count {
            let (mask, length) = buffer.withUnsafeBytes {
                (
                    $0.loadUnaligned(fromByteOffset: offset + 4, as: UInt32.self),
                    Int($0.loadUnaligned(fromByteOffset: offset + 12, as: UInt32.self))
                )
            }
            guard mask & (UInt32(IN_CLOSE_WRITE) | UInt32(IN_MOVED_TO)) != 0, offset + 16 + length <= count else {
                return []
            }
            let name = InboxFolder.Name(bytes: Array(buffer[(offset + 16)..<(offset + 16 + length)].prefix { $0 != 0 }))
            if !name.isHidden, !name.bytes.isEmpty { names.append(name) }
            offset += 16 + length
        }
        return names
    }
}
