import CFFmpeg
import GateDomain
import GatePipeline

/// One decoder on the camera's own thread: no hidden threads, damaged pictures refused, after a loss nothing until the next key frame.
final class VideoDecoder {
    private var context: UnsafeMutablePointer<AVCodecContext>?
    private var frame: UnsafeMutablePointer<AVFrame>?
    private var waitsForKeyFrame = true
    /// Packets and pictures left out since the last call of `takeDamaged`.
    private var damaged = 0

    /// - Parameter isRetriable: the stream is a camera's, which may send something else the next time.
    init(stream: UnsafeMutablePointer<AVStream>, name: String, isRetriable: Bool) throws(IngestError) {
        guard let parameters = stream.pointee.codecpar, let codec = avcodec_find_decoder(parameters.pointee.codec_id)
        else {
            throw IngestError(
                "\(name): FFmpeg has no decoder for its video track; set the camera to H.264", isRetriable: isRetriable)
        }
        context = avcodec_alloc_context3(codec)
        frame = av_frame_alloc()
        guard let context, frame != nil, avcodec_parameters_to_context(context, parameters) >= 0 else {
            throw IngestError("\(name): the decoder cannot be set up", isRetriable: isRetriable)
        }
        context.pointee.thread_count = 1
        context.pointee.max_pixels = Int64(AllowedMedia.pixels)
        context.pointee.codec_whitelist = av_strdup(AllowedMedia.codecs)
        context.pointee.pkt_timebase = stream.pointee.time_base
        let code = avcodec_open2(context, codec, nil)
        guard code >= 0 else {
            let kind = String(cString: avcodec_get_name(parameters.pointee.codec_id))
            throw IngestError(
                "\(name): its video is \(kind), which cannot be decoded here (\(ffmpegMessage(code))); set the camera to H.264",
                isRetriable: isRetriable)
        }
    }

    deinit {
        av_frame_free(&frame)
        avcodec_free_context(&context)
    }

    /// Decodes a packet (nil: the end), passing every sound picture on in order; false when `deliver` wants no more.
    func decode(_ packet: UnsafeMutablePointer<AVPacket>?, deliver: (UnsafeMutablePointer<AVFrame>) -> Bool) -> Bool {
        guard let context, let frame else { return false }
        if avcodec_send_packet(context, packet) < 0, packet != nil {
            damaged += 1
            waitsForKeyFrame = true
        }
        while true {
            let code = avcodec_receive_frame(context, frame)
            if code == GATE_AVERROR_EAGAIN || code == GATE_AVERROR_EOF { return true }
            if code < 0 {
                damaged += 1
                waitsForKeyFrame = true
                return true
            }
            defer { av_frame_unref(frame) }
            if gate_av_frame_is_damaged(frame) != 0 {
                damaged += 1
                waitsForKeyFrame = true
                continue
            }
            if waitsForKeyFrame {
                guard frame.pointee.key_frame != 0 else {
                    damaged += 1
                    continue
                }
                waitsForKeyFrame = false
            }
            if !deliver(frame) { return false }
        }
    }

    func takeDamaged() -> Int {
        defer { damaged = 0 }
        return damaged
    }
}
