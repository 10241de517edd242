import CFFmpeg
import Foundation
import GateDomain
public import GatePipeline

/// Decodes one picture file: JPEG, PNG, WebP, BMP or TIFF, as cameras and phones send them, and nothing else that FFmpeg could open.
public enum PictureReader {
    /// A file of 64 megapixels that is not packed is no larger.
    private static let largestFile = 256 << 20
    /// A progressive JPEG of a camera or a phone has about ten.
    private static let mostScans = 100

    /// - Throws: `IngestError` that names the file and what is wrong with it.
    public static func read(path: String) throws(IngestError) -> VideoFrame {
        _ = quietFFmpeg
        func refusal(_ text: String) -> IngestError { IngestError("\(path): \(text)", isRetriable: false) }
        let bytes = try contents(path, refusal)
        guard let kind = PictureKind(bytes) else {
            throw refusal(
                "not a picture of a kind that cameras and phones send (JPEG, PNG, WebP, BMP, TIFF); check the file")
        }
        guard kind != .heic else { throw refusal("HEIC pictures cannot be decoded here; send it as JPEG") }
        let header = PictureHeader(bytes, kind: kind)
        if let (width, height) = header.size, !isSmallEnough(width, height) {
            throw refusal("\(width)×\(height) pixels are more than 64 megapixels; send it smaller")
        }
        if header.isCut { throw refusal("the \(kind.name) is truncated: its end is missing; send it again") }
        if header.isAnimated { throw refusal("the \(kind.name) is animated, which no camera sends; send one picture") }
        if header.scans > mostScans {
            throw refusal("the JPEG has \(header.scans) scans, which no camera sends; save it anew")
        }
        return try decode(bytes, kind, refusal)
    }

    private static func isSmallEnough(_ width: Int, _ height: Int) -> Bool {
        width <= AllowedMedia.pixels && height <= AllowedMedia.pixels && width * height <= AllowedMedia.pixels
    }

    private static func contents(_ path: String, _ refusal: (String) -> IngestError) throws(IngestError) -> [UInt8] {
        guard isRegularFile(path) else {
            throw refusal(
                FileManager.default.fileExists(atPath: path)
                    ? "it is no picture file; check the path" : "there is no such file; check the path")
        }
        let data: Data
        do {
            let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
            data = try file.read(upToCount: largestFile + 1) ?? Data()
        } catch {
            throw refusal("cannot be read; check its permissions")
        }
        guard data.count <= largestFile else {
            throw refusal("it is larger than \(largestFile >> 20) MB, which no picture is; check the file")
        }
        return [UInt8](data)
    }

    private static func decode(
        _ bytes: [UInt8], _ kind: PictureKind, _ refusal: (String) -> IngestError
    ) throws(IngestError) -> VideoFrame {
        guard let codec = avcodec_find_decoder(kind.codec), let context = avcodec_alloc_context3(codec) else {
            throw refusal("FFmpeg has no decoder for \(kind.name); send it as JPEG")
        }
        var owned: UnsafeMutablePointer<AVCodecContext>? = context
        var packet = av_packet_alloc()
        var frame = av_frame_alloc()
        defer {
            av_packet_free(&packet)
            av_frame_free(&frame)
            avcodec_free_context(&owned)
        }
        context.pointee.thread_count = 1
        context.pointee.max_pixels = Int64(AllowedMedia.pixels)
        if kind == .png { context.pointee.err_recognition = AV_EF_CRCCHECK | AV_EF_EXPLODE }
        guard let packet, let frame, avcodec_open2(context, codec, nil) >= 0,
            av_new_packet(packet, Int32(bytes.count)) >= 0
        else { throw refusal("out of memory") }
        packet.pointee.data.update(from: bytes, count: bytes.count)
        packet.pointee.flags |= AV_PKT_FLAG_KEY
        var code = avcodec_send_packet(context, packet)
        if code >= 0 { code = avcodec_send_packet(context, nil) }
        if code >= 0 { code = avcodec_receive_frame(context, frame) }
        guard code >= 0, gate_av_frame_is_damaged(frame) == 0 else {
            throw refusal("the \(kind.name) is damaged\(code < 0 ? " (\(ffmpegMessage(code)))" : ""); send it again")
        }
        let time = CaptureTime(instant: Instant(microseconds: 0), quality: .recorded)
        guard let picture = DecodedPicture.videoFrame(frame, time: time, converter: PictureConverter()) else {
            throw refusal("no picture in it can be decoded; check the file")
        }
        return picture
    }
}
