import CFFmpeg
import Foundation

/// FFmpeg's words for an error code.
func ffmpegMessage(_ code: Int32) -> String {
    var buffer = [CChar](repeating: 0, count: 256)
    guard av_strerror(code, &buffer, buffer.count) == 0 else { return "error \(code)" }
    return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
}

/// A location as messages may show it: user and password of a URL are left out.
func printable(_ location: String) -> String {
    guard let scheme = location.range(of: "://") else { return location }
    let rest = location[scheme.upperBound...]
    let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    guard let at = authority.lastIndex(of: "@") else { return location }
    return location[..<scheme.upperBound] + String(rest[rest.index(after: at)...])
}

/// FFmpeg prints nothing by itself: what matters comes back as errors and notices.
let quietFFmpeg: Void = av_log_set_level(AV_LOG_QUIET)
