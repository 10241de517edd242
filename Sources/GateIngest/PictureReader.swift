import CFFmpeg
import GateDomain
public import GatePipeline

/// Decodes one picture file: whatever FFmpeg opens, JPEG, PNG, WebP, BMP.
public enum PictureReader {
    /// - Throws: `IngestError` that names the file and what is wrong with it.
    public static func read(path: String) throws(IngestError) -> VideoFrame {
        final class Box { var frame: VideoFrame? }
        let box = Box()
        try FFmpegSource(location: path, clock: .recording(start: Instant(microseconds: 0), offset: 0)).run(
            epoch: 0,
            deliver: {
                box.frame = $0
                return false
            }, notice: { _ in })
        guard let frame = box.frame else {
            throw IngestError("\(path): no picture in it can be decoded; check the file", isRetriable: false)
        }
        return frame
    }
}
