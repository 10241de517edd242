import CFFmpeg
import GateDomain
import Foundation

/// FFmpeg's words for an error code.
func ffmpegMessage(_ code: Int32) -> String {
    var buffer = [CChar](repeating: 0, count: 256)
    guard av_strerror(code, &buffer, buffer.count) == 0 else { return "error \(code)" }
    return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
}

/// FFmpeg prints nothing by itself, what matters comes back as errors and notices; and no stranger's picture takes more than its share of memory.
let quietFFmpeg: Void = {
    av_log_set_level(AV_LOG_QUIET)
    av_max_alloc(AllowedMedia.bytes)
}()
