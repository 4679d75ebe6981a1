;;; Drives dap-mode without a screen: what a person would do, and what they would see. -*- lexical-binding: t -*-

;; The environment gives STEPFORMER_INIT, the person's init file; STEPFORMER_ADAPTER, the adapter's script;
;; STEPFORMER_PROGRAM, a C file; STEPFORMER_LINE, where the breakpoint goes; and STEPFORMER_PORT, if the adapter
;; listens already.

(defun say (form &rest arguments)
  (princ (concat (apply #'format form arguments) "\n")))

(setq inhibit-message t)
(package-initialize)
(defvar stepformer-adapter (getenv "STEPFORMER_ADAPTER"))
(load (getenv "STEPFORMER_INIT"))
(setq dap-auto-show-output nil
      dap-breakpoints-file (make-temp-file "breakpoints"))

(defvar terminated nil)
(add-hook 'dap-terminated-hook (lambda (_session) (setq terminated t)))

(defun wait-for (what holds)
  "Wait until HOLDS, a function, gives something, and give that; without it within a minute fail with WHAT."
  (let ((until (+ (float-time) 60)) found)
    (while (not (setq found (funcall holds)))
      (when (> (float-time) until)
        (say "waited in vain for %s" what)
        (kill-emacs 1))
      (accept-process-output nil 0.02))
    found))

(defun ask (command &rest arguments)
  (apply #'dap-request (dap--cur-session) command arguments))

(defun top-frame ()
  "The frame that dap-mode has gone to, where the program stands."
  (when (dap--debug-session-thread-id (dap--cur-session))
    (dap--debug-session-active-frame (dap--cur-session))))

(defun place (frame)
  (format "%s:%d" (gethash "name" frame) (gethash "line" frame)))

(defun do-and-stop (command)
  "Call COMMAND as a key would, and tell where the program stands then and where the cursor is."
  (when command (call-interactively command))
  (say "%s: %s, cursor in %s:%d" (or command "breakpoint") (place (wait-for "a stop" #'top-frame))
       (buffer-name) (line-number-at-pos)))

(defun tell-stack ()
  (say "stack: %s" (mapconcat #'place
                              (seq-filter (lambda (frame) (gethash "source" frame))
                                          (gethash "stackFrames" (ask "stackTrace" :threadId 1)))
                              " ")))

(defun named (name items)
  (seq-find (lambda (item) (equal (gethash "name" item) name)) items))

(defun tell-local (name)
  (let* ((scopes (gethash "scopes" (ask "scopes" :frameId (gethash "id" (top-frame)))))
         (reference (gethash "variablesReference" (named "Locals" scopes)))
         (variables (gethash "variables" (ask "variables" :variablesReference reference))))
    (say "%s = %s" name (gethash "value" (named name variables)))))

(defun tell-value (expression)
  (say "%s is %s" expression
       (gethash "result" (ask "evaluate" :expression expression :context "watch"
                              :frameId (gethash "id" (top-frame))))))

(find-file (getenv "STEPFORMER_PROGRAM"))
(forward-line (1- (string-to-number (getenv "STEPFORMER_LINE"))))
(call-interactively #'dap-breakpoint-toggle)

(let ((port (getenv "STEPFORMER_PORT")))
  (dap-debug
   (if port
       (plist-put (copy-tree (cdr (assoc "Stepformer on a port" dap-debug-template-configurations)))
                  :debugServer (string-to-number port))
     (copy-tree (cdr (assoc "Stepformer" dap-debug-template-configurations))))))

(wait-for "the launch"
          (lambda () (not (eq (dap--debug-session-state (dap--cur-session)) 'pending))))
(when (dap--debug-session-error-message (dap--cur-session))
  (say "refused: %s" (dap--debug-session-error-message (dap--cur-session)))
  (kill-emacs 0))

(do-and-stop nil)
(tell-stack)
(do-and-stop #'dap-next)
(tell-local "disc")
(tell-value "from->count")
(do-and-stop #'stepformer-step-back)
(tell-value "from->count")
(do-and-stop #'dap-continue)
(tell-value "moves")
(do-and-stop #'stepformer-reverse-continue)
(tell-value "moves")
(dap-breakpoint-delete-all)
(call-interactively #'dap-continue)
(wait-for "the end" (lambda () terminated))
(say "terminated")
(with-current-buffer (dap--debug-session-output-buffer (dap--cur-session))
  (princ (buffer-string)))
