package dev.nightdesk.api.attachment;

import dev.nightdesk.api.platform.http.Answer;
import dev.nightdesk.api.platform.http.Call;
import dev.nightdesk.api.platform.http.Operation;
import dev.nightdesk.api.platform.http.Query;
import dev.nightdesk.api.platform.http.Router;

/** The routes of attachments. */
public final class AttachmentRoutes {
    private static final String ID = "attachment_id";
    private static final int LONGEST_NAME = 255;

    private final AttachmentService service;

    /** Routes to the service. */
    public AttachmentRoutes(AttachmentService service) {
        this.service = service;
    }

    /** Adds the routes. */
    public void register(Router router) {
        router.on(Operation.UPLOAD_ATTACHMENT, this::upload)
                .on(Operation.GET_ATTACHMENT, this::get, this::visible)
                .on(Operation.GET_ATTACHMENT_CONTENT, this::content, this::visible);
    }

    private boolean visible(Call call) {
        return service.visible(call, call.parameter(ID));
    }

    private Answer upload(Call call) {
        Query query = call.query();
        var filename = query.text("filename", LONGEST_NAME);
        query.check();
        return service.upload(call, FileName.of(filename, call.headers().apply("Content-Type")));
    }

    private Answer get(Call call) {
        call.query().check();
        Attachment attachment = service.get(call, call.parameter(ID));
        return call.conditional(attachment.version(), () -> Answer.ok(AttachmentJson.view(attachment)));
    }

    /** The type is the uploader's word, so the answer forbids to guess another, to show it, and to run what is in it. */
    private Answer content(Call call) {
        call.query().check();
        Attachment attachment = service.get(call, call.parameter(ID));
        return call.conditional(attachment.version(), () -> Answer
                .streamed(attachment.contentType(), service.open(attachment))
                .header("Content-Length", Long.toString(attachment.content().size()))
                .header("Content-Disposition", FileName.disposition(attachment.filename()))
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                .header("Cache-Control", "private, no-cache"));
    }
}
