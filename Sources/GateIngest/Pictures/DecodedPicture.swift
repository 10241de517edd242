import CFFmpeg
import GateDomain
import GatePipeline

/// Holds a reference to a decoder's picture, whose planes a `VideoFrame` shows without copying.
final class DecodedPicture: @unchecked Sendable {
    // Sendable: the picture is not written to after decoding; the reference is dropped once, in deinit.
    private var frame: UnsafeMutablePointer<AVFrame>?

    private init?(referencing other: UnsafeMutablePointer<AVFrame>) {
        guard let frame = av_frame_alloc() else { return nil }
        self.frame = frame
        guard av_frame_ref(frame, other) >= 0 else { return nil }
    }

    deinit { av_frame_free(&frame) }

    /// Shows a decoded picture as 4:2:0 planes; other layouts are converted by `converter`. Nil for a picture without usable planes.
    /// - Parameter orientation: of a picture that does not tell its own.
    static func videoFrame(
        _ decoded: UnsafeMutablePointer<AVFrame>, time: CaptureTime, converter: PictureConverter,
        orientation: Orientation? = nil
    ) -> VideoFrame? {
        let format = AVPixelFormat(rawValue: decoded.pointee.format)
        let isPlanar = format == AV_PIX_FMT_YUV420P || format == AV_PIX_FMT_YUVJ420P
        guard let planar = isPlanar ? decoded : converter.convert(decoded) else { return nil }
        var turned: UnsafeMutablePointer<AVFrame>?
        defer { av_frame_free(&turned) }
        if let orientation = Orientation(frame: decoded) ?? orientation {
            turned = orientation.upright(planar)
            if turned == nil { return nil }
        }
        let source = turned ?? planar
        guard let owner = DecodedPicture(referencing: source),
            let frame = owner.frame
        else { return nil }
        let (width, height) = (Int(frame.pointee.width), Int(frame.pointee.height))
        guard width > 1, height > 1, let luma = frame.pointee.data.0, let blue = frame.pointee.data.1,
            let red = frame.pointee.data.2, frame.pointee.linesize.0 >= width,
            frame.pointee.linesize.1 >= (width + 1) / 2,
            frame.pointee.linesize.2 >= (width + 1) / 2
        else { return nil }
        let (chromaWidth, chromaHeight) = ((width + 1) / 2, (height + 1) / 2)
        let isFull =
            format == AV_PIX_FMT_YUVJ420P || frame.pointee.color_range == AVCOL_RANGE_JPEG
            || (!isPlanar && converter.isFullRange)
        return VideoFrame(
            time: time,
            luma: PicturePlane(base: luma, width: width, height: height, stride: Int(frame.pointee.linesize.0)),
            blue: PicturePlane(
                base: blue, width: chromaWidth, height: chromaHeight, stride: Int(frame.pointee.linesize.1)),
            red: PicturePlane(
                base: red, width: chromaWidth, height: chromaHeight, stride: Int(frame.pointee.linesize.2)),
            isFullRange: isFull, owner: owner)
    }
}

/// Converts pictures of other pixel formats to full-range 4:2:0.
final class PictureConverter {
    private var scaler: OpaquePointer?
    private var converted: UnsafeMutablePointer<AVFrame>?
    let isFullRange = true

    deinit {
        sws_freeContext(scaler)
        av_frame_free(&converted)
    }

    func convert(_ frame: UnsafeMutablePointer<AVFrame>) -> UnsafeMutablePointer<AVFrame>? {
        let format = AVPixelFormat(rawValue: frame.pointee.format)
        let (width, height) = (frame.pointee.width, frame.pointee.height)
        // Bilinear, accurate: the same result on every processor.
        scaler = sws_getCachedContext(
            scaler, width, height, format, width, height, AV_PIX_FMT_YUV420P,
            SWS_BILINEAR | SWS_ACCURATE_RND | SWS_BITEXACT, nil, nil, nil)
        guard let scaler, let coefficients = sws_getCoefficients(SWS_CS_ITU601) else { return nil }
        let sourceIsFull = frame.pointee.color_range == AVCOL_RANGE_JPEG || isRGB(format) || isJPEG(format)
        sws_setColorspaceDetails(
            scaler, coefficients, sourceIsFull ? 1 : 0, coefficients, 1, 0, 1 << 16, 1 << 16)
        // A picture shown by a VideoFrame may still be in use: each conversion gets its own buffer.
        av_frame_free(&converted)
        converted = av_frame_alloc()
        guard let converted else { return nil }
        converted.pointee.format = AV_PIX_FMT_YUV420P.rawValue
        converted.pointee.width = width
        converted.pointee.height = height
        guard av_frame_get_buffer(converted, 0) >= 0, sws_scale_frame(scaler, converted, frame) >= 0 else { return nil }
        return converted
    }

    private func isRGB(_ format: AVPixelFormat) -> Bool {
        guard let descriptor = av_pix_fmt_desc_get(format) else { return false }
        return descriptor.pointee.flags & UInt64(AV_PIX_FMT_FLAG_RGB) != 0 || descriptor.pointee.nb_components < 3
    }

    private func isJPEG(_ format: AVPixelFormat) -> Bool {
        format == AV_PIX_FMT_YUVJ422P || format == AV_PIX_FMT_YUVJ444P || format == AV_PIX_FMT_YUVJ440P
    }
}
