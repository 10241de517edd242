import CFFmpeg
import Foundation
public import GatePipeline

/// The same decoding with nothing behind it: the reference of `bordergate bench ingest`.
public enum DecodeBenchmark {
    /// - Returns: pictures decoded, and CPU seconds of the calling thread.
    public static func decodeOnly(path: String) throws(IngestError) -> (frames: Int, cpuSeconds: Double) {
        let start = threadSeconds
        let demuxer = try Demuxer(location: path, isLive: false, options: .standard, guardian: ReadGuard())
        guard let stream = demuxer.stream else { return (0, 0) }
        let decoder = try VideoDecoder(stream: stream, name: path, isRetriable: false)
        var frames = 0
        let count: (UnsafeMutablePointer<AVFrame>) -> Bool = { _ in
            frames += 1
            return true
        }
        while case .packet(let packet) = demuxer.next(timeout: 10) { _ = decoder.decode(packet, deliver: count) }
        _ = decoder.decode(nil, deliver: count)
        return (frames, threadSeconds - start)
    }

    private static var threadSeconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
